package dev.confab.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/// Makes every store use the shared {@link RocksMemory}, which comes as a setting of that name.
/// Streams makes an instance for each store.
public final class BoundedRocks implements RocksDBConfigSetter {
  public static final String MEMORY = "confab.rocks.memory";

  private static final long WRITE_BUFFER = 1 << 20;
  private static final long ARENA_BLOCK = 64 << 10;

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    if (!(configs.get(MEMORY) instanceof RocksMemory memory)) {
      throw new IllegalStateException("the setting " + MEMORY + " is missing");
    }
    if (!(options.tableFormatConfig() instanceof BlockBasedTableConfig table)) {
      throw new IllegalStateException("RocksDB is not set up with block based tables");
    }
    table.setBlockCache(memory.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writes());
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setArenaBlockSize(ARENA_BLOCK);
    options.setMaxWriteBufferNumber(2);
    options.setMaxOpenFiles(64);
  }

  /// What is shared outlives a store.
  @Override
  public void close(String store, Options options) {}
}

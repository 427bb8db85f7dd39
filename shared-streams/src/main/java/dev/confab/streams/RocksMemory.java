package dev.confab.streams;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/// The memory that all RocksDB stores of one view share; native, so it is closed when the last of
/// them is. Half of it at most is for writes.
public final class RocksMemory implements AutoCloseable {
  private final Cache cache;
  private final WriteBufferManager writes;

  public RocksMemory(long bytes) {
    RocksDB.loadLibrary();
    cache = new LRUCache(bytes);
    writes = new WriteBufferManager(bytes / 2, cache);
  }

  Cache cache() {
    return cache;
  }

  WriteBufferManager writes() {
    return writes;
  }

  @Override
  public void close() {
    writes.close();
    cache.close();
  }
}

package dev.confab.system.planted.shard;

import dev.confab.system.planted.archive.Row;

record AsksTheDatabase(Row row) {}

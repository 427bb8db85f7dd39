package dev.confab.message.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.confab.message.domain.KeptWrite;
import org.jspecify.annotations.Nullable;

/// The value of a progress record.
///
/// @param kept the write that it settles, if that changed nothing and has a key
record ProgressNote(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable KeptWrite kept) {}

/// Fuzzers: seeded, against one running product, all at once, while somebody well-behaved chats.
/// `FuzzTest` runs them, `Campaign` holds them together, `JsonBodies`, `SocketFrames`, `Headers`,
/// `Addresses`, `TokenParts` and `IoPackets` make the input, `HttpJudge` and `FrameJudge` know what
/// may come back, `TokenReading` who may come in, `Vitals` what may grow; `FoundByFuzzTest` keeps
/// what was found.
@NullMarked
package dev.confab.system.fuzz;

import org.jspecify.annotations.NullMarked;

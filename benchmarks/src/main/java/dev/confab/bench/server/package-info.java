/// The baselines: as little as can carry the same traffic. They keep and check nothing.
@NullMarked
package dev.confab.bench.server;

import org.jspecify.annotations.NullMarked;

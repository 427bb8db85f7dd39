/// The benchmarks: `Bench` reads what is wanted, starts what it needs, measures, and reports. Runs
/// against anything that speaks the protocol; a run that breaks a promise is void.
@NullMarked
package dev.confab.bench;

import org.jspecify.annotations.NullMarked;

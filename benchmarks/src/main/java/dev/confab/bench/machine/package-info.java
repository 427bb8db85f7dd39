/// Processes and the machine: starting servers, what they cost, what they run on. Linux.
@NullMarked
package dev.confab.bench.machine;

import org.jspecify.annotations.NullMarked;

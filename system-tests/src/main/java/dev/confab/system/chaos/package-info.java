/// A running cluster under load while its parts are killed, paused and restarted, and the verdict
/// on what everyone saw. Started by `./confab chaos`; it touches only the processes of its cluster,
/// and those through `./confab cluster`.
@NullMarked
package dev.confab.system.chaos;

import org.jspecify.annotations.NullMarked;

/// The history service: answers every read. Its configuration and its start; what it does is in the
/// packages below. `rest` asks `page`, which joins what `timeline` and `archive` hold.
@NullMarked
package dev.confab.history;

import org.jspecify.annotations.NullMarked;

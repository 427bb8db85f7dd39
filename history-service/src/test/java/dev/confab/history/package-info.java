/// Promises of the history service, and what its tests share.
@NullMarked
package dev.confab.history;

import org.jspecify.annotations.NullMarked;

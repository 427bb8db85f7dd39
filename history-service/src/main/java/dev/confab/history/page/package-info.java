/// Complete answers from timeline and archive together, or an exception that says why there is
/// none. Knows who may read what; no HTTP.
@NullMarked
package dev.confab.history.page;

import org.jspecify.annotations.NullMarked;

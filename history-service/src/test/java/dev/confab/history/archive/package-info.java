/// Promises of the package of the same name.
@NullMarked
package dev.confab.history.archive;

import org.jspecify.annotations.NullMarked;

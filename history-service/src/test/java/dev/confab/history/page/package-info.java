/// Promises of the package of the same name.
@NullMarked
package dev.confab.history.page;

import org.jspecify.annotations.NullMarked;

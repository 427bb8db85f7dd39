/// Promises of the package of the same name.
@NullMarked
package dev.confab.history.timeline;

import org.jspecify.annotations.NullMarked;

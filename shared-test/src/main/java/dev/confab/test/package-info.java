/// What the tests of several modules stand on. Knows nothing of Confab; nothing of the product
/// knows it.
@NullMarked
package dev.confab.test;

import org.jspecify.annotations.NullMarked;

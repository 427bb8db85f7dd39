/// Planted: a package that is no noun of the product.
@NullMarked
package dev.confab.system.planted.util;

import org.jspecify.annotations.NullMarked;

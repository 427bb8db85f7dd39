/// What may know what: rules on the product's classes, each with its reason and with a planted
/// violation in {@link dev.confab.system.planted} that proves that it can fail.
@NullMarked
package dev.confab.system.architecture;

import org.jspecify.annotations.NullMarked;

/// The checker against histories whose truth is known: made up without a fault, and then broken in
/// one place.
@NullMarked
package dev.confab.system.history;

import org.jspecify.annotations.NullMarked;

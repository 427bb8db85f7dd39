/// The ids of the product, each a type of its own, so that three strings can't change places. Knows
/// nothing else.
@NullMarked
package dev.confab.schema.id;

import org.jspecify.annotations.NullMarked;

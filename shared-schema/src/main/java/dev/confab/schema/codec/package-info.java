/// JSON to values and back: one mapper, compact, with a fixed field order. Knows every value type
/// and Jackson.
@NullMarked
package dev.confab.schema.codec;

import org.jspecify.annotations.NullMarked;

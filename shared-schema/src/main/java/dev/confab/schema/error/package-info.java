/// The codes that a client meets, in one table each: error codes and close codes.
@NullMarked
package dev.confab.schema.error;

import org.jspecify.annotations.NullMarked;

/// Planted: a schema with foreign dependencies.
@NullMarked
package dev.confab.system.planted.schema;

import org.jspecify.annotations.NullMarked;

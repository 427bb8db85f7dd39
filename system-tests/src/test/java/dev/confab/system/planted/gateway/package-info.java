/// Planted: a gateway that knows too much.
@NullMarked
package dev.confab.system.planted.gateway;

import org.jspecify.annotations.NullMarked;

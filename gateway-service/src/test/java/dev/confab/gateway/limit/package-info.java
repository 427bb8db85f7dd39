@NullMarked
package dev.confab.gateway.limit;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.confab.gateway.input;

import org.jspecify.annotations.NullMarked;

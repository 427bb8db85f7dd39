@NullMarked
package dev.confab.message.fleet;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.confab.system.crash;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.confab.gateway.log;

import org.jspecify.annotations.NullMarked;

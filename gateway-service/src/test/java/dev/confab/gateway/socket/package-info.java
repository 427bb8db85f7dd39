@NullMarked
package dev.confab.gateway.socket;

import org.jspecify.annotations.NullMarked;

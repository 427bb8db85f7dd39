@NullMarked
package dev.confab.gateway.history;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.confab.gateway.edge;

import org.jspecify.annotations.NullMarked;

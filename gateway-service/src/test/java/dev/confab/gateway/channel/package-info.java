@NullMarked
package dev.confab.gateway.channel;

import org.jspecify.annotations.NullMarked;

/// What the gateway asks history for in its users' names. Knows channels only by what they ask.
@NullMarked
package dev.confab.gateway.history;

import org.jspecify.annotations.NullMarked;

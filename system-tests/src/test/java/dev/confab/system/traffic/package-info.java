/// Many clients at once, that keep what they were promised: every ack with what was sent.
@NullMarked
package dev.confab.system.traffic;

import org.jspecify.annotations.NullMarked;

/// Who listens to which session on this gateway, and what reaches him in which order. Knows the
/// log; nothing of how a connection's bytes travel.
@NullMarked
package dev.confab.gateway.channel;

import org.jspecify.annotations.NullMarked;

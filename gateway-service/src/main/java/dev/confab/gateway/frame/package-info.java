/// What the gateway says on sockets: frames as shared bytes, and the answers among them. Knows only
/// the schema.
@NullMarked
package dev.confab.gateway.frame;

import org.jspecify.annotations.NullMarked;

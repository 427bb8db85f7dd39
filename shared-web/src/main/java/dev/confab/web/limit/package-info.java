/// How much callers may ask of this process, and how many bytes they may make it hold: one budget
/// for each user over all entrances, and one hard total for each kind of bytes. Knows no sockets,
/// no HTTP and no Kafka; who is refused is told by those who ask here.
@NullMarked
package dev.confab.web.limit;

import org.jspecify.annotations.NullMarked;

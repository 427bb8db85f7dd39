/// What a run of many clients saw, line by line, and whether the product kept its promises in it.
/// Knows the schema and files; no sockets, no Kafka client, no clock but the writer's own. A check
/// takes time linear in the history.
@NullMarked
package dev.confab.system.history;

import org.jspecify.annotations.NullMarked;

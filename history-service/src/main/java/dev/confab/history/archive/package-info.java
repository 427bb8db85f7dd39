/// Everything that ever was, read from the tables that message-service writes. Knows JPA; never
/// writes.
@NullMarked
package dev.confab.history.archive;

import org.jspecify.annotations.NullMarked;

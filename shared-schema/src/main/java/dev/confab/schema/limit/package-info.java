/// How large and how deep input may be. Pure: from a command to a list of violations.
@NullMarked
package dev.confab.schema.limit;

import org.jspecify.annotations.NullMarked;

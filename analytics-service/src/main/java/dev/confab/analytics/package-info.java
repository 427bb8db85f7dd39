/// The analytics service: counts what is on the log. Its configuration and its start; what it does
/// is in the packages below. `count` reads the log and writes rows, `view` reads the rows of all
/// instances, `rest` answers from them.
@NullMarked
package dev.confab.analytics;

import org.jspecify.annotations.NullMarked;

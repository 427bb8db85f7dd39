/// Promises of `log`.
@NullMarked
package dev.confab.analytics.log;

import org.jspecify.annotations.NullMarked;

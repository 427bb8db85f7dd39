/// Promises of `count`.
@NullMarked
package dev.confab.analytics.count;

import org.jspecify.annotations.NullMarked;

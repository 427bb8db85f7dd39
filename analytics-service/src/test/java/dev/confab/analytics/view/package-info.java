/// Promises of `view`.
@NullMarked
package dev.confab.analytics.view;

import org.jspecify.annotations.NullMarked;

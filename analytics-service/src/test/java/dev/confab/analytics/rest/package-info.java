/// Promises of `rest`.
@NullMarked
package dev.confab.analytics.rest;

import org.jspecify.annotations.NullMarked;

/// What the tests of the analytics service share.
@NullMarked
package dev.confab.analytics;

import org.jspecify.annotations.NullMarked;

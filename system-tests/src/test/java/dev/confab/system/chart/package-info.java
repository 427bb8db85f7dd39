/// The Helm chart as it renders: whether each object fits its API, and what the chart promises of
/// them, each promise with a mistake planted that proves that it can be seen. No cluster is needed.
@NullMarked
package dev.confab.system.chart;

import org.jspecify.annotations.NullMarked;

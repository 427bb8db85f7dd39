/// The rows of all instances in memory, added up, and how fresh they are. Knows the rows and how
/// they are read, nothing of how they are counted or of HTTP.
@NullMarked
package dev.confab.analytics.view;

import org.jspecify.annotations.NullMarked;

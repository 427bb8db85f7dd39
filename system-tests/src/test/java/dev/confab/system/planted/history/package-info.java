/// Planted: a service that another one knows.
@NullMarked
package dev.confab.system.planted.history;

import org.jspecify.annotations.NullMarked;

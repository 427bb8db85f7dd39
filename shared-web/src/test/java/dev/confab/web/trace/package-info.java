@NullMarked
package dev.confab.web.trace;

import org.jspecify.annotations.NullMarked;

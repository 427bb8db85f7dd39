@NullMarked
package dev.confab.web.limit;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.confab.web.problem;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.confab.web.security;

import org.jspecify.annotations.NullMarked;

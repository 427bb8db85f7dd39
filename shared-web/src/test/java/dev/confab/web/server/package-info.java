@NullMarked
package dev.confab.web.server;

import org.jspecify.annotations.NullMarked;

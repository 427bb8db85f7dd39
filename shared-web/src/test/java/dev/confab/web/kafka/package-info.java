@NullMarked
package dev.confab.web.kafka;

import org.jspecify.annotations.NullMarked;

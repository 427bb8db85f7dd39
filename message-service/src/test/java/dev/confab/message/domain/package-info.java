@NullMarked
package dev.confab.message.domain;

import org.jspecify.annotations.NullMarked;

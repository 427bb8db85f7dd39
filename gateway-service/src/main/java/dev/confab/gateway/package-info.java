/// The gateway as a program: its configuration, its health, its beans.
@NullMarked
package dev.confab.gateway;

import org.jspecify.annotations.NullMarked;

/// REST writes: one command each, answered once the log has decided it.
@NullMarked
package dev.confab.gateway.rest;

import org.jspecify.annotations.NullMarked;

/// Clients as the driver plays them, and how they get into their sessions.
@NullMarked
package dev.confab.bench.client;

import org.jspecify.annotations.NullMarked;

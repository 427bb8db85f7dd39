@NullMarked
package dev.confab.gateway.socketio;

import org.jspecify.annotations.NullMarked;

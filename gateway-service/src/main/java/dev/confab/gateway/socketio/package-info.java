/// Socket.IO clients: Engine.IO 4 and Socket.IO 5 over WebSocket, namespace `/chat`. Turns their
/// packets into frames of the contract and back; everything else is the same socket's.
@NullMarked
package dev.confab.gateway.socketio;

import org.jspecify.annotations.NullMarked;

package dev.confab.gateway.socket;

import dev.confab.schema.command.Caller;
import java.time.Instant;

/// Who is on a socket, and until when his token holds.
record Login(Caller caller, Instant expiresAt) {}

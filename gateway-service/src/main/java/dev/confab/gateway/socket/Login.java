package dev.confab.gateway.socket;

import dev.confab.gateway.channel.Token;
import dev.confab.schema.command.Caller;
import java.time.Instant;

/// Who is on a socket, by which token, and until when it holds.
record Login(Caller caller, Instant expiresAt, Token token) {}

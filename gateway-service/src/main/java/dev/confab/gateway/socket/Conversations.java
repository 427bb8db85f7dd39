package dev.confab.gateway.socket;

import dev.confab.gateway.channel.Channels;
import dev.confab.gateway.input.Intake;
import dev.confab.gateway.log.CommandLog;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.security.TokenVerifier;

/// What every {@link Dialogue} needs.
record Conversations(
    Channels channels,
    CommandLog commands,
    Intake intake,
    TokenVerifier tokens,
    UserBudget budget) {
  Dialogue with(Socket socket, Visit visit) {
    return new Dialogue(socket, visit, this);
  }
}

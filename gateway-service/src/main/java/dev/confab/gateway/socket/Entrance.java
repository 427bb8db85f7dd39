package dev.confab.gateway.socket;

import dev.confab.gateway.limit.RateLimits;
import dev.confab.gateway.limit.Refusals;
import dev.confab.gateway.limit.Refusals.Limit;
import dev.confab.schema.command.Caller;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ClientNetwork;
import dev.confab.web.limit.Headcount;
import dev.confab.web.limit.Meter;
import dev.confab.web.limit.Meters;

/// Who may come in, and how much he may ask once he is in. Thread-safe.
final class Entrance {
  private final Sockets sockets;
  private final RateLimits limits;
  private final Meters<Entrance> handshakes;
  private final Meters<ClientNetwork> addressHandshakes;
  private final Headcount<ClientNetwork> addresses;
  private final Headcount<UserId> users;
  private final Meters<UserId> joins;
  private final UnderWay underWay;
  private final Runnable full;
  private final Runnable frameRefused;

  Entrance(Sockets sockets, RateLimits limits, Refusals refusals) {
    this.sockets = sockets;
    this.limits = limits;
    this.handshakes = new Meters<>(limits.handshakes(), refusals.by(Limit.HANDSHAKES));
    this.addressHandshakes =
        new Meters<>(limits.addressHandshakes(), refusals.by(Limit.ADDRESS_HANDSHAKES));
    this.addresses =
        new Headcount<>(limits.connectionsPerAddress(), refusals.by(Limit.ADDRESS_CONNECTIONS));
    this.users = new Headcount<>(limits.connectionsPerUser(), refusals.by(Limit.USER_CONNECTIONS));
    this.joins = new Meters<>(limits.joins(), refusals.by(Limit.JOINS));
    this.underWay = new UnderWay(limits.underWay());
    this.full = refusals.by(Limit.CONNECTIONS);
    this.frameRefused = refusals.by(Limit.FRAMES);
  }

  /// Whether a handshake from there is looked at now. What one address is refused, is not taken
  /// from all.
  boolean isOpen(ClientNetwork network) {
    return sockets.isRunning() && addressHandshakes.take(network, 1) && handshakes.take(this, 1);
  }

  /// Every socket makes one visit, also one that has to go at once.
  Visit visit(ClientNetwork network) {
    boolean room = !sockets.isFull();
    if (!room) {
      full.run();
    }
    return new Visit(this, network, room && addresses.enter(network));
  }

  Meter frames() {
    return new Meter(limits.frames(), frameRefused);
  }

  /// Of whoever has not said who he is.
  Meter firstFrames() {
    return new Meter(limits.firstFrames(), frameRefused);
  }

  UnderWay underWay() {
    return underWay;
  }

  boolean enter(UserId user) {
    return users.enter(user);
  }

  boolean mayJoin(Caller caller) {
    return caller.isService() || joins.take(caller.userId(), 1);
  }

  void leaveAddress(ClientNetwork network) {
    addresses.leave(network);
  }

  void leaveUser(UserId user) {
    users.leave(user);
  }
}

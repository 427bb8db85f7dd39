package dev.confab.gateway.socket;

import dev.confab.schema.command.Caller;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ClientNetwork;
import dev.confab.web.limit.Meter;
import org.jspecify.annotations.Nullable;

/// One socket's stay, counted from its address and, once it is known, for its user. Ended once; a
/// login and the end can come at the same time.
final class Visit {
  private final Entrance entrance;
  private final ClientNetwork network;
  private final Meter frames;
  private final Meter firstFrames;
  private final boolean admitted;
  private @Nullable UserId user;
  private boolean over;

  Visit(Entrance entrance, ClientNetwork network, boolean admitted) {
    this.entrance = entrance;
    this.network = network;
    this.admitted = admitted;
    this.frames = entrance.frames();
    this.firstFrames = entrance.firstFrames();
  }

  /// Whether there is room for it at all.
  boolean isAdmitted() {
    return admitted;
  }

  /// Whether there is room for one more of this user; asked at each login.
  synchronized boolean admits(UserId who) {
    if (over || who.equals(user)) {
      return true;
    }
    if (!entrance.enter(who)) {
      return false;
    }
    if (user != null) {
      entrance.leaveUser(user);
    }
    user = who;
    return true;
  }

  /// One more frame, of whatever kind. Returns for how many nanoseconds no more is to be read.
  long frame(boolean known) {
    return known ? frames.pause() : firstFrames.pause();
  }

  UnderWay underWay() {
    return entrance.underWay();
  }

  boolean takesJoin(Caller caller) {
    return entrance.mayJoin(caller);
  }

  synchronized void end() {
    if (over) {
      return;
    }
    over = true;
    if (admitted) {
      entrance.leaveAddress(network);
    }
    if (user != null) {
      entrance.leaveUser(user);
    }
  }
}

package dev.confab.schema.error;

/// The codes with which the server closes a socket: number, reason, and whether it helps to come
/// again with nothing changed. What has to change for the others is in `docs/protocol.md`.
public enum CloseCode {
  NORMAL(1000, "normal", false),
  TOO_LARGE(1009, "frame too large", false),
  RESTARTING(1012, "restarting: reconnect after a random 0 to 5 s", true),
  NOT_JSON(4400, "not a JSON object", false),
  UNAUTHENTICATED(4401, "no, bad or expired token", false),
  ORIGIN_REFUSED(4403, "origin refused", false),
  TOO_SLOW(4408, "too slow: reconnect and resume", true),
  TOO_MANY_CONNECTIONS(4409, "too many connections", false);

  private final int code;
  private final String reason;
  private final boolean reconnect;

  CloseCode(int code, String reason, boolean reconnect) {
    this.code = code;
    this.reason = reason;
    this.reconnect = reconnect;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  public boolean reconnect() {
    return reconnect;
  }
}

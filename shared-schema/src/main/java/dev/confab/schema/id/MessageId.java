package dev.confab.schema.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/// Names a message by its address: the session and the seq of the event that created it, from 1.
public record MessageId(SessionId session, long seq) {
  public MessageId {
    if (seq < 1) {
      throw new IllegalArgumentException("a message's seq starts at 1");
    }
  }

  /// Throws `IllegalArgumentException` if the text is not `<session id>.<seq>`.
  @JsonCreator
  public static MessageId of(String text) {
    MessageId parsed = parse(text);
    if (parsed == null) {
      throw new IllegalArgumentException("message id is not of the form <session id>.<seq>");
    }
    return parsed;
  }

  /// The id that the text writes, or `null` if it writes none.
  public static @Nullable MessageId parse(@Nullable String text) {
    int dot = text == null ? -1 : text.indexOf('.');
    if (text == null || dot < 0 || !Id.isValid(text.substring(0, dot))) {
      return null;
    }
    long seq = parseSeq(text.substring(dot + 1));
    return seq < 1 ? null : new MessageId(new SessionId(text.substring(0, dot)), seq);
  }

  private static long parseSeq(String digits) {
    if (digits.isEmpty() || digits.length() > 18 || digits.charAt(0) == '0') {
      return -1;
    }
    long seq = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      seq = seq * 10 + (c - '0');
    }
    return seq;
  }

  @JsonValue
  @Override
  public String toString() {
    return session.value() + "." + seq;
  }
}

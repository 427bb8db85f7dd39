package dev.confab.analytics.view;

import dev.confab.schema.analytics.SessionMinute;
import dev.confab.schema.id.SessionId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The minutes of one session, each in eight bytes: there can be millions. Not thread-safe.
final class MinuteSeries {
  private static final int USER_BITS = 16;
  private static final int MESSAGE_BITS = 20;
  private static final int MINUTE_SHIFT = USER_BITS + MESSAGE_BITS;
  private static final long MOST_USERS = (1L << USER_BITS) - 1;
  private static final long MOST_MESSAGES = (1L << MESSAGE_BITS) - 1;
  private static final long SECONDS = 60;

  /// Minute, messages, users, from the high bits down; ascending.
  private long[] packed = new long[2];

  private int size;

  /// Larger numbers than fit (a million messages, 65 535 users in a minute) are kept as those.
  void put(Instant minute, long messages, long users) {
    long number = number(minute);
    long value =
        number << MINUTE_SHIFT
            | Math.min(messages, MOST_MESSAGES) << USER_BITS
            | Math.min(users, MOST_USERS);
    int place = place(number);
    if (place == size || packed[place] >>> MINUTE_SHIFT != number) {
      if (size == packed.length) {
        packed = Arrays.copyOf(packed, size + (size >> 1) + 1);
      }
      System.arraycopy(packed, place, packed, place + 1, size - place);
      size++;
    }
    packed[place] = value;
  }

  void remove(Instant minute) {
    int place = place(number(minute));
    if (place < size && packed[place] >>> MINUTE_SHIFT == number(minute)) {
      System.arraycopy(packed, place + 1, packed, place, size - place - 1);
      size--;
    }
  }

  void removeBefore(Instant floor) {
    int place = place(number(floor));
    if (place > 0) {
      packed = Arrays.copyOfRange(packed, place, Math.max(size, place + 1));
      size -= place;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Those from the one to before the other.
  List<SessionMinute> between(SessionId session, Instant from, Instant to) {
    List<SessionMinute> found = new ArrayList<>();
    for (int i = place(number(from)); i < size && packed[i] >>> MINUTE_SHIFT < number(to); i++) {
      long value = packed[i];
      Instant minute = Instant.ofEpochSecond((value >>> MINUTE_SHIFT) * SECONDS);
      found.add(
          new SessionMinute(
              session, minute, value >>> USER_BITS & MOST_MESSAGES, value & MOST_USERS));
    }
    return found;
  }

  /// Where the first minute is that is not below.
  private int place(long number) {
    // The newest is what mostly changes.
    if (size == 0 || packed[size - 1] >>> MINUTE_SHIFT < number) {
      return size;
    }
    int place = Arrays.binarySearch(packed, 0, size, number << MINUTE_SHIFT);
    return place < 0 ? -place - 1 : place;
  }

  private static long number(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES).getEpochSecond() / SECONDS;
  }
}

package dev.confab.analytics.view;

import dev.confab.schema.error.ErrorCode;
import dev.confab.web.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The view for those who answer from it: only while it is complete up to a moment ago.
/// Thread-safe.
public final class Current {
  private static final long MINUTE_SECONDS = 60;

  private final View view;
  private final Freshness freshness;
  private final ViewSettings settings;
  private final InstantSource clock;

  public Current(View view, Freshness freshness, ViewSettings settings, InstantSource clock) {
    this.view = view;
    this.freshness = freshness;
    this.settings = settings;
    this.clock = clock;
  }

  public View view() {
    return view;
  }

  /// Everything that was appended to the log before this is in the view. Ends the request with
  /// `view_behind` if that is too long ago.
  public Instant asOf() {
    Instant asOf = freshness.asOf();
    if (asOf == null) {
      throw new ProblemException(ErrorCode.VIEW_BEHIND, "The log is still being counted, or read.");
    }
    if (asOf.isBefore(clock.instant().minus(settings.patience()))) {
      throw new ProblemException(
          ErrorCode.VIEW_BEHIND, "What is counted ends at " + asOf.truncatedTo(ChronoUnit.SECONDS));
    }
    return asOf;
  }

  /// The first minute of which nothing is missing: what is older is not kept, or left the log
  /// before it was counted.
  public Instant completeSince(Instant asOf) {
    Instant kept = ceiling(asOf.minus(settings.retention()));
    Instant since = view.since();
    return since == null || ceiling(since).isBefore(kept) ? kept : ceiling(since);
  }

  private static Instant ceiling(Instant time) {
    Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(time) ? minute : minute.plusSeconds(MINUTE_SECONDS);
  }
}

package dev.confab.analytics.view;

import java.time.Duration;

/// How the view is kept.
///
/// @param retention how long rows are kept
/// @param patience how old the view may be for an answer
public record ViewSettings(Duration retention, Duration patience) {}

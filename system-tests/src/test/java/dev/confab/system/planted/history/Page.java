package dev.confab.system.planted.history;

/// A target for a planted dependency.
public record Page(int size) {}

package dev.confab.system.planted.circle.left;

import dev.confab.system.planted.circle.right.Right;

/// Knows {@link Right}, which knows it.
public record Left(Right[] others) {}

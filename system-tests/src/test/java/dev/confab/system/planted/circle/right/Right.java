package dev.confab.system.planted.circle.right;

import dev.confab.system.planted.circle.left.Left;

/// Knows {@link Left}, which knows it.
public record Right(Left[] others) {}

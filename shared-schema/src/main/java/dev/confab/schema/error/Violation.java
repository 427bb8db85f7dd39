package dev.confab.schema.error;

/// One thing that is wrong with the input: which field, and a sentence for a developer.
public record Violation(String field, String message) {}

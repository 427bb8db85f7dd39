package dev.confab.system.load;

/// A user and the token that proves it.
record Account(String user, String token) {}

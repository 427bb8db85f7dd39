package dev.confab.gateway.channel;

/// The bounds that hold for every channel.
///
/// @param keptBytes events kept for a seat that does not get them yet; more closes its connection
/// @param ringEvents newest events held per session, for those who come back
/// @param ringBytes the same in bytes
/// @param lingerNanos how long a channel stays without anyone
public record ChannelRules(
    int sessionsPerConnection, long keptBytes, int ringEvents, long ringBytes, long lingerNanos) {}

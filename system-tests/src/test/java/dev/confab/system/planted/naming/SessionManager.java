package dev.confab.system.planted.naming;

final class SessionManager {}

package dev.confab.system.planted.util;

final class Anything {}

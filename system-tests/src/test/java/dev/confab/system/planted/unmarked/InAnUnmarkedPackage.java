package dev.confab.system.planted.unmarked;

final class InAnUnmarkedPackage {}

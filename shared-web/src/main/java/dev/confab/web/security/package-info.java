/// Who calls: tokens, where they may come from, and what they say. Knows Spring Security; nothing
/// of sessions.
@NullMarked
package dev.confab.web.security;

import org.jspecify.annotations.NullMarked;

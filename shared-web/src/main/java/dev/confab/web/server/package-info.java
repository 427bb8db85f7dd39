/// How Jetty and Spring MVC take requests, the same in all services: what is refused before anybody
/// reads it. Knows callers; nothing of sessions.
@NullMarked
package dev.confab.web.server;

import org.jspecify.annotations.NullMarked;

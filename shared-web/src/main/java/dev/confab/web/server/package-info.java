/// How Jetty and Spring MVC take requests and send answers, the same in all services: what is
/// refused before anybody reads it, and what is kept for who has not taken it. Knows callers;
/// nothing of sessions.
@NullMarked
package dev.confab.web.server;

import org.jspecify.annotations.NullMarked;

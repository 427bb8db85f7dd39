/// The reads of the REST contract: parameters, cursors, JSON, and passing a request on to the
/// instance that holds the session. Knows HTTP; decides nothing about chat.
@NullMarked
package dev.confab.history.rest;

import org.jspecify.annotations.NullMarked;

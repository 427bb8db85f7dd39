/// What all views of a session must agree on: topic, sockets, history and archive.
@NullMarked
package dev.confab.system.view;

import org.jspecify.annotations.NullMarked;

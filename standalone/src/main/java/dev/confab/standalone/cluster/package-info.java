/// The services, brokers and PostgreSQL as processes of their own on this machine: which there are,
/// how each is started, and what can be done to them. Chat is unknown here, but for one message
/// that shows that everything works.
@NullMarked
package dev.confab.standalone.cluster;

import org.jspecify.annotations.NullMarked;

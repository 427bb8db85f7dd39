/// Does to a service from inside, as an agent, what can't be done from outside: ends it at a chosen
/// step of its shards' life, and gives it a wrong clock. Knows nothing of load or checks.
@NullMarked
package dev.confab.system.crash;

import org.jspecify.annotations.NullMarked;

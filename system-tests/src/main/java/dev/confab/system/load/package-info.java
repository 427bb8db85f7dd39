/// Clients that chat, fail, repeat and resume as real ones do, bounded and seeded, and write down
/// all they see. Knows the wire and the history; nothing of how the product is built or run.
@NullMarked
package dev.confab.system.load;

import org.jspecify.annotations.NullMarked;

/// "Where is my message?": its stops on the way through the logs and the views, found by looking
/// there. For operators; nothing else depends on it.
@NullMarked
package dev.confab.history.trace;

import org.jspecify.annotations.NullMarked;

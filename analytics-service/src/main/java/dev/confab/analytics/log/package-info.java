/// `chat.events` as a reader sees it that counts each record once: the filter, and what it asks the
/// brokers. Knows nothing of what is counted.
@NullMarked
package dev.confab.analytics.log;

import org.jspecify.annotations.NullMarked;

/// One thread that moves bytes over thousands of non-blocking connections. Knows no chat.
@NullMarked
package dev.confab.bench.loop;

import org.jspecify.annotations.NullMarked;

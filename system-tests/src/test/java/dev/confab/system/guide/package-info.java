/// A page of `docs` as a reader follows it: its blocks, and the terminals in which they are run.
@NullMarked
package dev.confab.system.guide;

import org.jspecify.annotations.NullMarked;

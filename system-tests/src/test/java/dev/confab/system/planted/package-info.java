/// Classes that each break one rule of the architecture, to prove that the rule can fail. Nobody
/// uses them.
@NullMarked
package dev.confab.system.planted;

import org.jspecify.annotations.NullMarked;

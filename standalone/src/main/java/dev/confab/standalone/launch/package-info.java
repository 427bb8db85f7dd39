/// What stands between the shell and a start: the command line, the data folder, what the console
/// says. Every refusal is one sentence.
@NullMarked
package dev.confab.standalone.launch;

import org.jspecify.annotations.NullMarked;

/// What the loopback interface is here, as ports and as requests from it. Knows no Spring.
@NullMarked
package dev.confab.standalone.loopback;

import org.jspecify.annotations.NullMarked;

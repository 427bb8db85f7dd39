/// What a browser is shown: the web client and the API's descriptions. Knows no chat but how it is
/// described.
@NullMarked
package dev.confab.standalone.page;

import org.jspecify.annotations.NullMarked;

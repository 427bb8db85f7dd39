/// How much one user, address or connection may ask of this gateway. Knows no sockets and no HTTP;
/// who is refused is told by those who ask here.
@NullMarked
package dev.confab.gateway.limit;

import org.jspecify.annotations.NullMarked;

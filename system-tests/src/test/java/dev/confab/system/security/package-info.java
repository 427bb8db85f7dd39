/// What each part of Confab may do, on a broker and a database that ask who is there: TLS, accounts
/// and rights as `deploy` gives them.
@NullMarked
package dev.confab.system.security;

import org.jspecify.annotations.NullMarked;

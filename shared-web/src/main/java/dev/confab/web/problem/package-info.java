/// Errors of REST as RFC 9457 problem documents, one form for all of them. Knows Spring MVC and the
/// error codes.
@NullMarked
package dev.confab.web.problem;

import org.jspecify.annotations.NullMarked;

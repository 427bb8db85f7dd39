/// Planted: a domain that knows more than rules.
@NullMarked
package dev.confab.system.planted.domain;

import org.jspecify.annotations.NullMarked;

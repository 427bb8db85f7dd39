/// Promises of the package of the same name.
@NullMarked
package dev.confab.history.rest;

import org.jspecify.annotations.NullMarked;

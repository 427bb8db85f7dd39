/// The all-in-one: what is started in which order, and how it is taken down again. The composition
/// root of the one process that has everything in it.
@NullMarked
package dev.confab.standalone;

import org.jspecify.annotations.NullMarked;

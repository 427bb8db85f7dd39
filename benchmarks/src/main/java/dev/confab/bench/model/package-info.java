/// A simulation of where connections of very many users end up, for what no machine at hand can
/// run: how much of the log each gateway reads, and how even the load is.
@NullMarked
package dev.confab.bench.model;

import org.jspecify.annotations.NullMarked;

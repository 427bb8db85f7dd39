/// A real PostgreSQL beside this process, for a machine that has none. Knows the binaries and how a
/// postmaster lives and dies; knows no chat and no Spring.
@NullMarked
package dev.confab.standalone.postgres;

import org.jspecify.annotations.NullMarked;

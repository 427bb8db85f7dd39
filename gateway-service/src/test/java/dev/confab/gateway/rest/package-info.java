/// What REST makes of a shard's verdicts.
@NullMarked
package dev.confab.gateway.rest;

import org.jspecify.annotations.NullMarked;

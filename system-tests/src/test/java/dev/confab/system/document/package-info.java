/// The API's documents, and what holds them against the product.
@NullMarked
package dev.confab.system.document;

import org.jspecify.annotations.NullMarked;

/// The web edge that every service imports: problem documents, security and the JSON mapper in one
/// configuration.
@NullMarked
package dev.confab.web;

import org.jspecify.annotations.NullMarked;

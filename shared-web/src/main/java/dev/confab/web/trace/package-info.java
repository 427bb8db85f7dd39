/// W3C trace context on its way through requests and records, and the spans between, by
/// OpenTelemetry. Knows no chat; costs nothing where no exporter is configured.
@NullMarked
package dev.confab.web.trace;

import org.jspecify.annotations.NullMarked;

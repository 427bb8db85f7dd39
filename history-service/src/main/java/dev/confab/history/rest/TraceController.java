package dev.confab.history.rest;

import dev.confab.history.page.Reading;
import dev.confab.history.trace.MessageTraces;
import dev.confab.history.trace.Trace;
import dev.confab.schema.codec.Json;
import dev.confab.schema.error.ErrorCode;
import dev.confab.web.problem.ProblemException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Tells operators where a message is. Only a caller with `chat:service` comes so far.
@RestController
public class TraceController {
  private final MessageTraces traces;

  TraceController(MessageTraces traces) {
    this.traces = traces;
  }

  @GetMapping("/ops/messages/{message}/trace")
  ResponseEntity<byte[]> trace(
      Reading reading, @PathVariable(HistoryController.MESSAGE) String message) {
    Trace trace = traces.trace(reading, Parameters.message(message));
    if (trace == null) {
      throw new ProblemException(
          ErrorCode.MESSAGE_NOT_FOUND, ErrorCode.MESSAGE_NOT_FOUND.sentence());
    }
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.encode(trace));
  }
}

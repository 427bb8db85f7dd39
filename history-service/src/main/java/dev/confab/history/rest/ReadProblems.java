package dev.confab.history.rest;

import dev.confab.history.archive.ArchiveOutageException;
import dev.confab.history.window.NoRoomException;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.error.ErrorCode;
import dev.confab.web.problem.Problem;
import dev.confab.web.trace.PacedLog;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// What stands between a reader and the views, as problem documents. First, since the advice of all
/// services takes every exception for its own.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
public class ReadProblems {
  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(ReadProblems.class));

  @ExceptionHandler
  ResponseEntity<Object> behind(ViewBehindException behind) {
    return problem(behind).response(HttpHeaders.EMPTY);
  }

  static Problem problem(ViewBehindException behind) {
    return Problem.of(ErrorCode.VIEW_BEHIND, String.valueOf(behind.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Object> full(NoRoomException full) {
    return problem(full).response(HttpHeaders.EMPTY);
  }

  static Problem problem(NoRoomException full) {
    return Problem.of(ErrorCode.UNAVAILABLE, String.valueOf(full.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Object> moved(InvalidStateStoreException moved) {
    return Problem.of(ErrorCode.VIEW_BEHIND, "The view is moving between instances.")
        .response(HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Object> archiveAway(ArchiveOutageException away) {
    log.warn("The archive is out of reach", String.valueOf(away.getCause()));
    return Problem.of(ErrorCode.UNAVAILABLE, "Older history is out of reach for now.")
        .response(HttpHeaders.EMPTY);
  }
}

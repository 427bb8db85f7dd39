package dev.confab.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Renders errors that never reached a controller, such as those of filters and the container.
@RestController
public class ProblemErrorController implements ErrorController {
  @RequestMapping("${spring.web.error.path:/error}")
  ResponseEntity<Object> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    if (status instanceof Integer code && code >= 400 && code < 500) {
      return Problem.http(code, ProblemAdvice.sentence(code)).response(HttpHeaders.EMPTY);
    }
    if (status == null) {
      return Problem.http(404, "Nothing is served at that path.").response(HttpHeaders.EMPTY);
    }
    return Problem.internal().response(HttpHeaders.EMPTY);
  }
}

package org.youdai.server.access;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.Problems;

/** Answers with a problem document what the web server itself refuses: no trace, no version. */
@RestController
public class Errors implements ErrorController {
  private final Problems problems;

  /** Makes the one there is. */
  public Errors(Problems problems) {
    this.problems = problems;
  }

  /** Tells what is wrong. */
  @Hidden
  @RequestMapping("/error")
  public ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
    Problem problem = problem(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problems.document(problem, "HTTP"));
  }

  private static Problem problem(Object status) {
    return switch (status instanceof Integer code ? code : 404) { // 404: asked for by its path
      case 401 -> Problem.NO_KEY;
      case 403 -> Problem.NOT_ALLOWED;
      case 404 -> Problem.NOT_FOUND;
      case 405 -> Problem.METHOD_NOT_ALLOWED;
      case 406 -> Problem.NOT_ACCEPTABLE;
      case 408 -> Problem.TOO_SLOW;
      case 413 -> Problem.TOO_LARGE;
      case 415 -> Problem.WRONG_TYPE;
      case 503 -> Problem.UNAVAILABLE;
      default -> (int) status < 500 ? Problem.BAD_REQUEST : Problem.INTERNAL;
    };
  }
}

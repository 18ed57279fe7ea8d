package org.youdai.server.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.youdai.server.Texts;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a caller what is wrong: a problem document (RFC 9457) with a permanent code, and Chinese
 * and English words. Nothing of the request is quoted but what a {@link ProblemException} names.
 */
@RestControllerAdvice
public class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String WORDS = "org.youdai.server.problem.problems";
  private static final ResourceBundle CHINESE = Texts.of(WORDS, Locale.CHINESE);
  private static final ResourceBundle ENGLISH = Texts.of(WORDS, Locale.ENGLISH);

  private final JsonMapper json;

  /** Makes the one there is. */
  public Problems(JsonMapper json) {
    this.json = json;
  }

  /** Returns the document for a problem. */
  public ProblemDetail document(Problem problem, String about) {
    ProblemDetail document = ProblemDetail.forStatus(problem.status());
    document.setType(URI.create("urn:youdai:problem:" + problem.code()));
    document.setTitle(ENGLISH.getString(problem.code() + ".title"));
    document.setDetail(words(ENGLISH, problem, about));
    document.setProperty("code", problem.code());
    document.setProperty("titleZh", CHINESE.getString(problem.code() + ".title"));
    document.setProperty("detailZh", words(CHINESE, problem, about));
    return document;
  }

  private static String words(ResourceBundle bundle, Problem problem, String about) {
    return MessageFormat.format(bundle.getString(problem.code() + ".detail"), about);
  }

  /** Answers with a problem from where no controller is. */
  public void write(HttpServletResponse response, Problem problem, HttpServletRequest request)
      throws IOException {
    response.setStatus(problem.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    if (problem == Problem.NO_KEY) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    response
        .getOutputStream()
        .write(json.writeValueAsBytes(document(problem, request.getMethod())));
  }

  private ResponseEntity<ProblemDetail> answer(Problem problem, String about) {
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(document(problem, about));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(ProblemException failed) {
    return answer(failed.problem(), failed.about());
  }

  /** The reader's own message would quote the request; what ended the reading is in its causes. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(HttpMessageNotReadableException unreadable) {
    for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return on(problem);
      }
    }
    return answer(Problem.BAD_REQUEST, "JSON");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(MissingRequestValueException missing) {
    boolean isNamed = missing instanceof MissingServletRequestParameterException;
    return answer(
        Problem.BAD_REQUEST,
        isNamed
            ? ((MissingServletRequestParameterException) missing).getParameterName()
            : "parameter");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(MethodArgumentTypeMismatchException wrong) {
    return answer(Problem.BAD_REQUEST, wrong.getName());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(HttpMediaTypeNotSupportedException wrong) {
    return answer(Problem.WRONG_TYPE, "");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(HttpMediaTypeNotAcceptableException wrong) {
    return answer(Problem.NOT_ACCEPTABLE, "");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(HttpRequestMethodNotSupportedException wrong) {
    return answer(Problem.METHOD_NOT_ALLOWED, wrong.getMethod());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(NoResourceFoundException wrong) {
    return answer(Problem.NOT_FOUND, "");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(MaxUploadSizeExceededException large) {
    return answer(Problem.TOO_LARGE, "");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(RuntimeException bug) {
    LOG.error("a request broke down", bug);
    return answer(Problem.INTERNAL, "");
  }
}

package org.youdai.server.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * What can be wrong with a request, or with the server. The code is permanent; the words for it
 * stand in {@code problems_zh.properties} and {@code problems_en.properties}.
 */
public enum Problem {
  /** The body is not what the path takes, or a member is missing or wrong. */
  BAD_REQUEST(HttpStatus.BAD_REQUEST),
  /** No key, or one that is not known, is over or was revoked. */
  NO_KEY(HttpStatus.UNAUTHORIZED),
  /** The caller's role does not do this. */
  NOT_ALLOWED(HttpStatus.FORBIDDEN),
  /** The caller's key is for other venues. */
  VENUE_NOT_YOURS(HttpStatus.FORBIDDEN),
  /** There is no such venue. */
  VENUE_UNKNOWN(HttpStatus.NOT_FOUND),
  /** There is no such decision, or it is too long ago. */
  DECISION_UNKNOWN(HttpStatus.NOT_FOUND),
  /** There is nothing at this path. */
  NOT_FOUND(HttpStatus.NOT_FOUND),
  /** The path does not take this method. */
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
  /** What is sent back cannot be of the type that is asked for. */
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
  /** The id of a scan that was of another code, or was taken back. */
  SCAN_CONFLICT(HttpStatus.CONFLICT),
  /** There is no such key that is good. */
  KEY_UNKNOWN(HttpStatus.NOT_FOUND),
  /** It would leave no operator key. */
  LAST_OPERATOR(HttpStatus.CONFLICT),
  /** The body is too large. */
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
  /** The body came too slowly, or not at all. */
  TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
  /** The body has another type than the path takes. */
  WRONG_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
  /** The picture is none, is damaged, or has too many pixels. */
  BAD_PICTURE(HttpStatus.UNPROCESSABLE_CONTENT),
  /** More requests than the key may make. */
  TOO_MANY(HttpStatus.TOO_MANY_REQUESTS),
  /** A part of the server that this needs cannot be reached; verification goes on. */
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  /** A mistake of the server's own. */
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR);

  private final HttpStatus status;

  Problem(HttpStatus status) {
    this.status = status;
  }

  /** Returns the HTTP status. */
  public HttpStatus status() {
    return status;
  }

  /** Returns the permanent code, for example {@code venue-unknown}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

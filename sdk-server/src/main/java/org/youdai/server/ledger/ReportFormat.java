package org.youdai.server.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** What a report can be written as. */
enum ReportFormat {
  /** For programs, and what is meant unless something else is asked for. */
  JSON("json", MediaType.APPLICATION_JSON_VALUE),
  /** For every spreadsheet and every program. */
  CSV("csv", "text/csv;charset=UTF-8"),
  /** For Excel and WPS, with totals. */
  XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  private final String label;
  private final String type;

  ReportFormat(String label, String type) {
    this.label = label;
    this.type = type;
  }

  String label() {
    return label;
  }

  MediaType type() {
    return MediaType.parseMediaType(type);
  }

  /** Returns the format of a name; empty if there is none. */
  static Optional<ReportFormat> named(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }

  /** Returns what a header {@code Accept} likes best; empty if it likes none. */
  static Optional<ReportFormat> liked(String accept) {
    if (accept.isBlank()) {
      return Optional.of(JSON);
    }
    List<MediaType> liked;
    try {
      liked = MediaType.parseMediaTypes(accept);
      MimeTypeUtils.sortBySpecificity(liked);
      liked.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
    } catch (InvalidMediaTypeException | InvalidMimeTypeException unreadable) {
      return Optional.empty();
    }
    return liked.stream()
        .flatMap(type -> Arrays.stream(values()).filter(each -> type.includes(each.type())))
        .findFirst();
  }
}

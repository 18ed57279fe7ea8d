package org.youdai.journal;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Where a journal is uploaded to. */
public interface JournalSink {
  /**
   * Lines that follow each other, each a JSON object ({@code docs/formats.md} §10) without its end.
   *
   * @param journal the id of the journal: of one folder on one device
   * @param first the number of the first line
   * @param last the number of the last line; a damaged line between them is left out
   */
  record Batch(UUID journal, long first, long last, List<String> lines) {
    /** Copies the lines. */
    public Batch {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Takes a batch; when this returns, it is kept on the other side. The same lines can come again:
   * a decision's id and the kind of line tell what is known already.
   *
   * @throws IOException if it is not certain that they are kept
   */
  void accept(Batch batch) throws IOException;
}

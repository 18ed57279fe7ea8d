package org.youdai.server.documents;

import java.nio.file.Path;

/**
 * A block of code in a document.
 *
 * @param kind the first word behind the fence; empty without one, and {@code indented} without a
 *     fence
 * @param about what follows it: a file's name, or a language
 */
record Block(Path document, int line, String kind, String about, String text) {
  /** Returns document and line, as failures name them. */
  String where() {
    return document + ":" + line;
  }
}

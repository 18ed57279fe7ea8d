package org.youdai.samples.faregate;

/** A way in for codes. It begins when it is made, and tells what it has read from then on. */
interface Input extends AutoCloseable {
  /** Returns when nothing more is read. */
  @Override
  void close();
}

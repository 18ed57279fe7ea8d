package org.youdai.benchmarks;

/** Reads the code in a frame: ours, or a peer. For one thread. */
interface FrameReader {
  String name();

  /** Returns the text of the code in a frame; empty if none was read. */
  String read(Frame frame);
}

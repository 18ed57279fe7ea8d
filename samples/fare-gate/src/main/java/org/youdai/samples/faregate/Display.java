package org.youdai.samples.faregate;

import java.util.List;
import org.youdai.gate.Attention;
import org.youdai.gate.Passage;

/** Where passages are shown. Called by several threads; returns at once. */
interface Display extends AutoCloseable {
  /** Shows a passage; the same one again if its code is still being held there. */
  void show(Passage passage);

  /** Tells staff of something. */
  void tell(Notice notice);

  /** Shows what needs attention, and how many passages there were. */
  void show(List<Attention> attention, DayCount.Counts counts);

  @Override
  void close();
}

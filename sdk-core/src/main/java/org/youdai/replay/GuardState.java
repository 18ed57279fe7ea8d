package org.youdai.replay;

/** Whether uses are remembered as they should be. */
public enum GuardState {
  /** Nothing was to be remembered. */
  NOT_ASKED,
  /** The guard answered that the venue's gates go by. */
  IN_ORDER,
  /** The shared guard was out of reach; this device's own memory answered. */
  ALONE,
  /** The guard's memory is full, and this use is not remembered. */
  FULL
}

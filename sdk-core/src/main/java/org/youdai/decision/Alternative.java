package org.youdai.decision;

/** What a passenger can do instead. It is never a demand for something in addition. */
public enum Alternative {
  /** Any one valid document does as well (身份证等任一有效证件). */
  ANY_VALID_DOCUMENT,
  /** The staffed lane, where any one valid document does as well (人工通道). */
  STAFFED_LANE
}

package org.youdai.policy;

/** Who runs or supports a venue. */
public enum Ownership {
  /** Run or financially supported by government (政府投资主办或控股). */
  GOVERNMENT,
  /** Run privately (民营). */
  PRIVATE
}

package org.youdai.server.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much callers may ask.
 *
 * @param gate {@code youdai.server.access.gate.*}: of a key of role {@code GATE}
 * @param staff {@code youdai.server.access.staff.*}: of role {@code STAFF}
 * @param operator {@code youdai.server.access.operator.*}: of role {@code OPERATOR}
 * @param failed {@code youdai.server.access.failed.*}: requests without a valid key from one
 *     address; ten times that from all together
 */
@ConfigurationProperties("youdai.server.access")
record AccessProperties(
    @DefaultValue({}) Gate gate,
    @DefaultValue({}) Staff staff,
    @DefaultValue({}) Operator operator,
    @DefaultValue({}) Failed failed) {
  /** How many requests: in a second on average, and at once. */
  record Gate(@DefaultValue("200") long perSecond, @DefaultValue("400") long burst) {}

  /** How many requests: in a second on average, and at once. */
  record Staff(@DefaultValue("50") long perSecond, @DefaultValue("200") long burst) {}

  /** How many requests: in a second on average, and at once. */
  record Operator(@DefaultValue("50") long perSecond, @DefaultValue("200") long burst) {}

  /** How many requests: in a second on average, and at once. */
  record Failed(@DefaultValue("10") long perSecond, @DefaultValue("100") long burst) {}
}

package org.youdai.policy;

/**
 * A question that the notice behind a policy leaves open, and that each operator answers for its
 * venues.
 *
 * @param id its name, for example {@code metro}
 * @param isOnUnlessSaid what holds where the operator says nothing
 * @param titleZh the question in Chinese
 * @param titleEn the question in English
 */
public record PolicyOption(String id, boolean isOnUnlessSaid, String titleZh, String titleEn) {}

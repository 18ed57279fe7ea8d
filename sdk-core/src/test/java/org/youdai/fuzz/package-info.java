/**
 * Fuzz targets: one class a parser, one method an entry to it. Without {@code JAZZER_FUZZ=1} each
 * is an ordinary test over the files in {@code <Class>Inputs/<method>}; {@code campaigns/fuzz} runs
 * them all, and finds a target by that folder.
 */
package org.youdai.fuzz;

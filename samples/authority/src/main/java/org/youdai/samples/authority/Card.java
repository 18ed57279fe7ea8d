package org.youdai.samples.authority;

import org.youdai.authority.HolderPhone;
import org.youdai.credential.StatusReference;
import org.youdai.scan.QrText;

/**
 * A certificate of somebody invented, on paper and in a phone; both have one place in the status
 * lists.
 *
 * @param number its number on the page
 * @param holder the invented name, which is on the page alone: no code holds a name
 * @param ageOver the age that the codes say the holder has reached
 * @param place where it is revoked
 * @param printed the static code
 * @param phone what makes the live codes
 */
record Card(
    int number,
    String holder,
    int ageOver,
    StatusReference.InList place,
    QrText printed,
    HolderPhone phone) {
  private static final String STEMS = "甲乙丙丁戊己庚辛壬癸";

  /** Returns the invented name of a number. */
  static String inventedName(int number) {
    int round = (number - 1) / STEMS.length();
    return "示例" + STEMS.charAt((number - 1) % STEMS.length()) + (round == 0 ? "" : round + 1);
  }
}

package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.youdai.authority.SigningKey;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.Cwt;
import org.youdai.internal.lists.StatusListToken;
import org.youdai.status.StatusList;

/** What a status list is read from. */
final class StatusListFuzz {

  private static final SigningKey KEY = FuzzAuthority.STATUS;

  @FuzzTest
  void token(byte[] input) {
    read(input);
  }

  /** Claims of a CWT that a status key has signed, whatever they say. */
  @FuzzTest
  void cwt(byte[] input) {
    read(FuzzAuthority.cose(KEY, cwtHeader(), input));
  }

  /** Claims of a JWT that a status key has signed, whatever they say. */
  @FuzzTest
  void jwt(byte[] input) {
    read(FuzzAuthority.jws(KEY, jwtHeader(), input).getBytes(StandardCharsets.US_ASCII));
  }

  /** The width of an entry and then {@code lst}, in an otherwise good token. */
  @FuzzTest
  void entries(byte[] input) {
    if (input.length > 0) {
      byte[] lst = Arrays.copyOfRange(input, 1, input.length);
      read(FuzzAuthority.cose(KEY, cwtHeader(), claims(input[0], lst)));
    }
  }

  private static void read(byte[] token) {
    StatusList list;
    try {
      list = StatusListToken.read(token, FuzzAuthority.TRUST);
    } catch (Rejection refused) {
      return; // the one exception that it may throw
    }
    assertThat(list.covers(-1)).isFalse();
    assertThat(list.covers(list.size())).isFalse();
    assertThat(list.covers(list.size() - 1L)).isTrue();
    assertThat(list.valueAt(list.size() - 1L)).isBetween(0, (1 << list.bits()) - 1);
    assertThat(list.uri()).startsWith(FuzzAuthority.LISTS);
  }

  static byte[] cwtHeader() {
    return new CborWriter()
        .map(3)
        .integer(1)
        .integer(KEY.algorithm().coseNumber())
        .integer(4)
        .byteString(KEY.kid().bytes())
        .integer(16)
        .text(StatusListToken.CWT_TYPE)
        .toBytes();
  }

  static byte[] jwtHeader() {
    return "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"}"
        .formatted(KEY.algorithm().joseName(), KEY.kid(), StatusListToken.JWT_TYPE)
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] claims(int bits, byte[] lst) {
    return new CborWriter()
        .map(3)
        .integer(Cwt.SUB)
        .text(FuzzAuthority.LISTS + 0)
        .integer(Cwt.IAT)
        .integer(FuzzAuthority.NOW.getEpochSecond())
        .integer(StatusListToken.STATUS_LIST)
        .map(2)
        .text("lst")
        .byteString(lst)
        .text("bits")
        .integer(bits)
        .toBytes();
  }
}

package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.youdai.credential.Holder;
import org.youdai.decision.Decision;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.Cwt;

/** Claims that an issuer has signed, whatever they say: who is admitted, the claims entitle. */
final class ClaimsFuzz {

  private static final long NOW = FuzzAuthority.NOW.getEpochSecond();

  @FuzzTest
  void claims(byte[] input) throws Rejection {
    byte[] credential = FuzzAuthority.issuer(FuzzAuthority.ISSUER).sign(input);
    Decision decision = FuzzAuthority.decide(FuzzAuthority.base45("YD1:", credential));
    if (decision instanceof Decision.Admit) {
      requireGrounds(new CborReader(input, Rules.DETERMINISTIC));
    }
  }

  private static void requireGrounds(CborReader cbor) throws Rejection {
    CborReader.Entries claims = cbor.map();
    while (claims.next()) {
      long key = claims.hasIntegerKey() ? claims.integerKey() : Long.MIN_VALUE;
      if (key == Cwt.EXP) {
        assertThat(cbor.integer()).isGreaterThan(NOW);
      } else if (key == Cwt.NBF) {
        assertThat(cbor.integer()).isBetween(0L, NOW);
      } else if (key == Cwt.BENEFIT_FACTS) {
        cbor.arrayOf(4);
        assertThat(cbor.integer()).isBetween(1L, 15L);
        assertThat(Holder.AGE_TIERS.stream().mapToLong(age -> age)).contains(cbor.integer());
        assertThat(cbor.integer()).isZero();
        assertThat(cbor.integer()).isBetween(0L, FuzzAuthority.LIST_SIZE - 1L);
      } else {
        cbor.skip();
      }
    }
  }
}

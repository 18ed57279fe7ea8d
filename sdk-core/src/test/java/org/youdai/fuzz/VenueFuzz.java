package org.youdai.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;
import org.youdai.authority.PolicyLibrary;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.decision.Rejection;
import org.youdai.gate.GateProfile;
import org.youdai.gate.VenueFile;
import org.youdai.gate.VenueRemark;
import org.youdai.policy.BenefitPolicy;

/** What is read as a venue's file decides without breaking; what is not says why. */
final class VenueFuzz {
  private static final BenefitPolicy POLICY = PolicyLibrary.parse(PolicyLibrary.policy("shandong"));

  @FuzzTest
  void file(byte[] input) {
    VenueFile file = VenueFile.read(input, Locale.CHINESE);
    file.remarksUnder(POLICY);
    GateProfile gate;
    try {
      gate = file.profile();
    } catch (Rejection refused) {
      if (file.remarks().get(0).code().weight() != VenueRemark.Weight.REFUSED) {
        throw new AssertionError("refused, and no remark says why");
      }
      return; // the one exception that it may throw
    }
    if (!gate.words().problems().isEmpty()) {
      throw new AssertionError("words that cannot be used");
    }
    gate.venue().isOpenAt(FuzzAuthority.NOW);
    Holder holder = new Holder(DocumentKind.PASSPORT, 65, "370100");
    POLICY.ruling(holder, gate.venue(), FuzzAuthority.NOW);
  }
}

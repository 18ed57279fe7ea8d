package org.youdai.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.PolicyDocument;
import org.youdai.policy.BenefitPolicy;

/** What is read as a policy decides for every holder without breaking. */
final class PolicyFuzz {

  @FuzzTest
  void payload(byte[] input) {
    BenefitPolicy policy;
    try {
      policy = PolicyDocument.readUnsigned(input);
    } catch (Rejection refused) {
      return; // the one exception that it may throw
    }
    policy.isInForceAt(FuzzAuthority.NOW);
    for (DocumentKind kind : DocumentKind.values()) {
      Holder holder = new Holder(kind, 65, "370100");
      policy.ruling(holder, FuzzAuthority.BUS, FuzzAuthority.NOW);
    }
  }
}

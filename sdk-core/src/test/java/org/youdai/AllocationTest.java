package org.youdai;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.youdai.decision.Reason;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.QrText;
import org.youdai.trust.SignatureAlgorithm;

/** What a decision leaves for the garbage collector, the signature check included. */
final class AllocationTest {
  private static final VenueProfile BUS =
      VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);

  private static final int CODES = 50;

  @ParameterizedTest
  @CsvSource({"SM2, 8192", "ES256, 8192", "ED25519, 10240"})
  void textToDecision_allocatesLittle(SignatureAlgorithm algorithm, long most) {
    TestAuthority authority = TestAuthority.create(401, algorithm);
    List<QrText> codes = new ArrayList<>();
    for (int i = 0; i < CODES; i++) {
      codes.add(authority.issue(60));
    }
    Verifier verifier = TestAuthority.verifier(authority.snapshot(), TestAuthority.NOW);
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    long allocated = allocatedByOne(verifier, codes);
    while (allocated > most && System.nanoTime() < end) {
      allocated = allocatedByOne(verifier, codes); // the tables are being made
    }
    assertThat(allocated).as("bytes").isLessThanOrEqualTo(most);
  }

  private static long allocatedByOne(Verifier verifier, List<QrText> codes) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    int granted = 0;
    for (QrText code : codes) {
      granted += verifier.verify(code, BUS).reason() == Reason.BENEFIT_GRANTED ? 1 : 0;
    }
    long after = threads.getThreadAllocatedBytes(id);
    assertThat(granted).isEqualTo(codes.size());
    return (after - before) / codes.size();
  }
}

package org.youdai.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.youdai.TestAuthority;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.RootDocument;
import org.youdai.internal.lists.TrustDocument;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.TrustList;

final class IssuerKeysTest {
  private final TestAuthority authority =
      TestAuthority.create(501, SignatureAlgorithm.SM2, SignatureAlgorithm.ES256);

  private TrustList trust() throws Rejection {
    Map<String, byte[]> files = authority.publish();
    return TrustDocument.read(
        files.get("trust.json"), RootDocument.read(authority.authority.anchor()));
  }

  /** Otherwise each of some hundred publications a day would have all tables made anew. */
  @Test
  void keyThatStaysInTheList_staysReady() throws Rejection {
    IssuerKeys first = IssuerKeys.of(trust());
    IssuerKeys next = first.next(trust());
    assertThat(trust().issuerKeys()).hasSize(2);
    for (IssuerKey key : trust().issuerKeys()) {
      assertThat(next.find(key.kid()).get().verifier())
          .isSameAs(first.find(key.kid()).get().verifier());
    }
  }

  @Test
  void listsOfTwoFeeds_shareNothing() throws Rejection {
    IssuerKey key = trust().issuerKeys().get(0);
    assertThat(IssuerKeys.of(trust()).find(key.kid()).get().verifier())
        .isNotSameAs(IssuerKeys.of(trust()).find(key.kid()).get().verifier());
  }
}

package org.youdai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.DocumentWriter;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.KeyFormat;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SigningKey;
import org.youdai.authority.StatusListWriter;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.decision.Decision;
import org.youdai.decision.Reason;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.policy.Ownership;
import org.youdai.policy.VenueCategory;
import org.youdai.policy.VenueProfile;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrScanner;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.KeyId;
import org.youdai.trust.Manifest;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustAnchor;
import org.youdai.trust.TrustList;

/** Makes the worked examples of {@code docs/formats.md} anew and compares them, byte by byte. */
final class FormatsExamplesTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "formats.md");
  private static final Path PICTURE = Path.of("..", "docs", "images", "formats-credential.svg");
  private static final String BEGIN = "<!-- examples: made by FormatsExamplesTest -->\n";
  private static final String END = "<!-- end of examples -->\n";
  private static final String UPDATE =
      "mvn -pl sdk-core test -Dtest=FormatsExamplesTest -Ddocs.update=true";

  private static final HexFormat HEX = HexFormat.of();
  private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
  private static final Validity YEAR = new Validity(NOW, NOW.plus(Duration.ofDays(365)));
  private static final String LIST_URI = "https://lists.youdai.example/l/0";

  /** The private key of GB/T 32918.5's example, a published one. */
  private final SigningKey issuerKey =
      SigningKey.of(
          KeyId.of(HEX.parseHex("0102030405060708")),
          SignatureAlgorithm.SM2,
          HEX.parseHex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
          TestAuthority.random(1));

  /** Of one byte repeated: nobody's. */
  private final SigningKey phoneKey = key("1111111111111111", SignatureAlgorithm.ES256, "22");

  private final SigningKey statusKey = key("3131313131313131", SignatureAlgorithm.ED25519, "32");
  private final SigningKey rootKey = key("4141414141414141", SignatureAlgorithm.ED25519, "42");

  private static SigningKey key(String kid, SignatureAlgorithm algorithm, String octet) {
    return SigningKey.of(
        KeyId.of(HEX.parseHex(kid)),
        algorithm,
        HEX.parseHex(octet.repeat(32)),
        TestAuthority.random(2));
  }

  private final CredentialIssuer issuer = new CredentialIssuer(issuerKey, TestAuthority.random(3));
  private final CredentialDraft draft =
      CredentialDraft.of(
          DocumentKind.ELDERLY_CERTIFICATE, 65, NOW, YEAR, new StatusReference.InList(0, 12_345));
  private final QrText credential = issuer.issue(draft);
  private final byte[] bound = issuer.issueBytes(draft.boundTo(phoneKey.verifyingKey()));
  private final QrText presentation = new HolderPhone(phoneKey, bound).present(NOW);
  private final QrText jws = issuer.issueJws(draft, LIST_URI);
  private final byte[] list =
      StatusListWriter.of(LIST_URI, HEX.parseHex("b9a3"))
          .token(statusKey, NOW, 900, NOW.plus(Duration.ofDays(3)));
  private final byte[] trust =
      DocumentWriter.trust(
          new TrustList(
              1,
              NOW,
              NOW.plus(Duration.ofDays(90)),
              List.of(
                  new IssuerKey(
                      issuerKey.kid(),
                      issuerKey.verifyingKey(),
                      new Issuer("999999", "示例", "Example"),
                      YEAR,
                      Optional.empty(),
                      DocumentKind.SIGNED)),
              List.of(
                  new StatusKey(
                      statusKey.kid(),
                      statusKey.verifyingKey(),
                      "https://lists.youdai.example/l/")),
              Set.of()),
          List.of(rootKey));

  private byte[] root() {
    DocumentWriter.Role alone = new DocumentWriter.Role(1, List.of(rootKey));
    return DocumentWriter.root(1, YEAR, new DocumentWriter.Roles(alone, alone, alone, alone));
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < text.length(); i += 96) {
      lines.append("    ").append(text, i, Math.min(text.length(), i + 96)).append('\n');
    }
    return lines.append('\n').toString();
  }

  private static String hex(byte[] bytes) {
    return wrapped(HEX.formatHex(bytes));
  }

  private static String payload(byte[] document) {
    String text = new String(document, UTF_8);
    int from = text.indexOf("\"payload\":\"") + 11;
    String encoded = text.substring(from, text.indexOf('"', from));
    return new String(Base64.getUrlDecoder().decode(encoded), UTF_8);
  }

  private String examples() throws Rejection {
    CoseSign1 message = CoseSign1.parse(Base45.decode(credential.reveal(), 4), Rules.DETERMINISTIC);
    CoseSign1 outer = CoseSign1.parse(Base45.decode(presentation.reveal(), 4), Rules.DETERMINISTIC);
    String[] parts = jws.reveal().split("\\.", -1);
    return "\n### 12.1 Keys\n\n"
        + "The issuer's key is the example of GB/T 32918.5, `kid` `0102030405060708` (`AQIDBAUGBwg`). Private key d, then"
        + " the public key as 04‖X‖Y, JWK, and COSE_Key:\n\n"
        + hex(issuerKey.secret())
        + hex(issuerKey.verifyingKey().encoded())
        + wrapped(new String(KeyFormat.JWK.write(issuerKey.verifyingKey()), UTF_8))
        + hex(KeyFormat.COSE_KEY_COMPRESSED.write(issuerKey.verifyingKey()))
        + "The phone's key is ES256 with d = 2222…22 (32 bytes). COSE_Key, as in `cnf`:\n\n"
        + hex(KeyFormat.COSE_KEY_COMPRESSED.write(phoneKey.verifyingKey()))
        + "### 12.2 A credential\n\n"
        + "Aged 65 or more, list 0, index 12345, signed at 1795000000 and in force for 365 days. Claims, protected header,"
        + " Sig_structure, signature:\n\n"
        + hex(message.payload())
        + hex(message.protectedHeader())
        + hex(message.toBeSigned())
        + hex(message.signature())
        + "COSE_Sign1, then the text of the code, of "
        + credential.reveal().length()
        + " characters:\n\n"
        + hex(Base45.decode(credential.reveal(), 4))
        + wrapped(credential.reveal())
        + "![the code](images/formats-credential.svg)\n\n"
        + "### 12.3 A presentation\n\n"
        + "The same facts in another credential, which names the phone's key, and the phone's signature at 1795000000."
        + " Credential, outer payload, outer signature, text of "
        + presentation.reveal().length()
        + " characters:\n\n"
        + hex(bound)
        + hex(outer.payload())
        + hex(outer.signature())
        + wrapped(presentation.reveal())
        + "### 12.4 The same as a JWS\n\n"
        + "Header, claims, text:\n\n"
        + wrapped(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))
        + wrapped(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
        + wrapped(jws.reveal())
        + "### 12.5 A status list\n\n"
        + "Sixteen entries of 1 bit, b9 a3: the entries 0, 3, 4, 5, 7, 8, 9, 13 and 15 are not valid. Signed with Ed25519,"
        + " seed 3232…32, `kid` `3131313131313131`:\n\n"
        + hex(list)
        + "### 12.6 A trust list\n\n"
        + "Payload, then the document, signed with Ed25519, seed 4242…42, `kid` `4141414141414141`:\n\n"
        + wrapped(payload(trust))
        + wrapped(new String(trust, UTF_8));
  }

  private static String svg(GrayImage modules) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.height(); y++) {
      for (int x = 0; x < modules.width(); x++) {
        if (modules.at(x, y) == 0) {
          path.append("M%d %dh1v1h-1z".formatted(x, y));
        }
      }
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="342" height="342" viewBox="0 0 %d %d">
        <rect width="100%%" height="100%%" fill="#fff"/>
        <path d="%s"/>
        </svg>
        """
        .formatted(modules.width(), modules.height(), path);
  }

  @Test
  void examples_areMadeAnewTheSame() throws IOException, Rejection {
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(BEGIN) + BEGIN.length();
    int to = document.indexOf(END);
    String expected = document.substring(0, from) + examples() + document.substring(to);
    String picture = svg(new QrWriter(1).draw(credential));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOCUMENT, expected);
      Files.writeString(PICTURE, picture);
    }
    assertThat(Files.readString(DOCUMENT)).as("run %s", UPDATE).isEqualTo(expected);
    assertThat(Files.readString(PICTURE)).as("run %s", UPDATE).isEqualTo(picture);
  }

  @Test
  void pictureOfTheExample_isReadAsItsText() {
    assertThat(new QrScanner().scan(new QrWriter(4).draw(credential))).containsExactly(credential);
  }

  @Test
  void examples_areDecidedAsTheySay() {
    byte[] policy = DocumentWriter.sign(PolicyLibrary.policy("shandong"), List.of(rootKey));
    StatusListWriter empty = StatusListWriter.empty(LIST_URI);
    TrustAnchor anchor = TrustAnchor.of(root());
    byte[] manifest =
        TestAuthority.manifest(
            rootKey,
            anchor,
            Manifest.Edition.of(1, trust),
            Manifest.Edition.of(1, policy),
            empty,
            statusKey,
            NOW);
    ListSource lists =
        TestAuthority.files(
            manifest,
            trust,
            policy,
            empty.token(statusKey, NOW, 900, NOW.plus(Duration.ofDays(3))));
    Snapshot snapshot = ((Snapshot.Ready) Snapshot.read(anchor, lists)).snapshot();
    Verifier verifier = TestAuthority.verifier(snapshot, NOW);
    VenueProfile bus = VenueProfile.of("bus", VenueCategory.TRANSIT, Ownership.GOVERNMENT);
    for (QrText code : List.of(credential, presentation, jws)) {
      Decision decision = verifier.verify(code, bus);
      assertThat(decision.reason()).isEqualTo(Reason.BENEFIT_GRANTED);
    }
  }
}

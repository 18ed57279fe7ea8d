package org.youdai.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.youdai.TestAuthority;
import org.youdai.authority.CredentialIssuer;
import org.youdai.authority.DocumentWriter;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.KeyFormat;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SignatureFormat;
import org.youdai.authority.SigningKey;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Base45;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.envelope.CoseSign1;
import org.youdai.internal.lists.Bundle;
import org.youdai.internal.lists.StatusDelta;
import org.youdai.internal.signature.CoseKey;
import org.youdai.internal.signature.PublicPoint;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.trust.Digest;
import org.youdai.trust.KeyId;
import org.youdai.trust.Manifest;
import org.youdai.trust.SignatureAlgorithm;

/**
 * Writes the inputs from which the fuzz targets start. Run after a change of format, with {@code
 * src/test/resources/org/youdai/fuzz} as the argument; a finding's file is added there by hand.
 */
final class SeedCorpus {
  private final Path root;

  private SeedCorpus(Path root) {
    this.root = root;
  }

  /** Writes the seeds below the folder that the one argument names. */
  public static void main(String[] args) throws IOException, Rejection {
    SeedCorpus corpus = new SeedCorpus(Path.of(args[0]));
    corpus.encodings();
    corpus.codes();
    corpus.documents();
    corpus.updates();
    corpus.statusLists();
    corpus.keys();
    corpus.otherDocuments();
    corpus.pictures();
  }

  private void add(String target, String name, byte[] bytes) throws IOException {
    Path folder = root.resolve(target.replace("/", "Inputs/"));
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), bytes);
  }

  private void add(String target, String name, String text) throws IOException {
    add(target, name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The first byte is the width, less one; then come the rows. */
  private void pictures() throws IOException {
    for (int size = 2; size <= 4; size += 2) {
      GrayImage code = new QrWriter(size).draw(QrText.of("YD1:HELLO"));
      byte[] picture = new byte[1 + code.width() * code.height()];
      picture[0] = (byte) (code.width() - 1);
      for (int i = 1; i < picture.length; i++) {
        picture[i] = (byte) code.at((i - 1) % code.width(), (i - 1) / code.width());
      }
      add("PictureFuzz/picture", "code-" + size, picture);
    }
  }

  private void encodings() throws IOException {
    add("Base45Fuzz/text", "even", "QED8WEX0"); // RFC 9285 §4.4: ietf!
    add("Base45Fuzz/text", "odd", Base45.encode("youdai!".getBytes(StandardCharsets.UTF_8)));
    add("CborFuzz/item", "claims", claims());
    // RFC 8949 Appendix A: every type, and what is well-formed alone.
    add("CborFuzz/item", "nested", HexFormat.of().parseHex("a26161016162820203"));
    add("CborFuzz/item", "indefinite", HexFormat.of().parseHex("9f018202039f0405ffff"));
    add("CborFuzz/item", "chunks", HexFormat.of().parseHex("5f42010243030405ff"));
    add("CborFuzz/item", "float", HexFormat.of().parseHex("fb3ff199999999999a"));
    add("CborFuzz/item", "tagged", HexFormat.of().parseHex("c11a514b67b0"));
  }

  private void codes() throws IOException {
    byte[] good = FuzzAuthority.issuer(FuzzAuthority.ISSUER).issueBytes(FuzzAuthority.draft());
    byte[] forged = FuzzAuthority.issuer(FuzzAuthority.FORGER).issueBytes(FuzzAuthority.draft());
    add("CoseFuzz/message", "tagged", good);
    add("CoseFuzz/message", "untagged", Arrays.copyOfRange(good, 1, good.length));
    add("CoseFuzz/code", "forged", forged);

    add("ClaimsFuzz/claims", "static", claims());
    add("ClaimsFuzz/claims", "bound", payload(PresentationFuzz.CREDENTIAL));

    String live = forgedLive();
    add("PresentationFuzz/text", "forged", live.substring("YP1:".length()));
    long now = FuzzAuthority.NOW.getEpochSecond();
    add("PresentationFuzz/payload", "now", PresentationFuzz.payload(now));

    CredentialIssuer forger = FuzzAuthority.issuer(FuzzAuthority.FORGER);
    String jws = forger.issueJws(FuzzAuthority.draft(), FuzzAuthority.LISTS + 0).reveal();
    add("JwsFuzz/text", "forged", jws.substring("eyJ".length()));
    add("JwsFuzz/header", "good", part(jws, 0));
    add("JwsFuzz/claims", "static", part(jws, 1));
    String bound =
        forger
            .issueJws(
                FuzzAuthority.draft().boundTo(FuzzAuthority.HOLDER.verifyingKey()),
                FuzzAuthority.LISTS + 0)
            .reveal();
    add("JwsFuzz/claims", "bound", part(bound, 1));

    add("VerifierTextFuzz/text", "static", "YD1:" + Base45.encode(forged));
    add("VerifierTextFuzz/text", "live", live);
    add("VerifierTextFuzz/text", "jws", jws);
    add("VerifierTextFuzz/text", "foreign", "https://pay.example/?code=1");
  }

  private static String forgedLive() {
    byte[] credential =
        FuzzAuthority.issuer(FuzzAuthority.FORGER)
            .issueBytes(FuzzAuthority.draft().boundTo(FuzzAuthority.HOLDER.verifyingKey()));
    return new HolderPhone(FuzzAuthority.HOLDER, credential).present(FuzzAuthority.NOW).reveal();
  }

  private static byte[] claims() {
    return payload(FuzzAuthority.issuer(FuzzAuthority.ISSUER).issueBytes(FuzzAuthority.draft()));
  }

  private static byte[] payload(byte[] cose) {
    try {
      return CoseSign1.parse(cose, Rules.DETERMINISTIC).payload();
    } catch (Rejection impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] part(String jws, int number) {
    return Base64.getUrlDecoder().decode(jws.split("\\.", -1)[number]);
  }

  private void documents() throws IOException {
    byte[] root = FuzzAuthority.rootDocument();
    add("RootFuzz/document", "good", root);
    add("RootFuzz/payload", "good", signedPayload(root));
    List<SigningKey> role = List.of(FuzzAuthority.ROLE);
    add(
        "TrustListFuzz/payload",
        "good",
        signedPayload(DocumentWriter.trust(FuzzAuthority.TRUST, role)));
    add(
        "TrustListFuzz/document",
        "forged",
        DocumentWriter.trust(FuzzAuthority.TRUST, List.of(FuzzAuthority.FORGER)));
    add("PolicyFuzz/payload", "shandong", PolicyLibrary.policy("shandong"));
    add(
        "PolicyFuzz/payload",
        "every-field",
        """
        {"type":"yd-policy","version":1,"jurisdiction":"370000","title":"t","issued":1,
        "effectiveFrom":2,"effectiveTo":4000000000,"leapDay":"FEB_28",
        "options":[{"id":"o","default":true,"title":{"zh":"z","en":"e"}}],
        "holidays":{"source":"s","years":[2026],"dates":[{"from":"2026-10-01","to":"2026-10-03"}]},
        "rules":[{"id":"a","effective":{"from":"2026-01-01","to":"2026-12-31"},
        "when":{"venue":["TRANSIT"],"option":"o","holidays":"EXCEPT","ownership":["GOVERNMENT"],
        "service":{"include":["x"],"exclude":["y"]},"kind":["PASSPORT"],
        "ageOver":65,"days":["SAT"],"hours":[{"from":"08:30","to":"17:00"}],
        "dates":[{"from":"2026-10-01","to":"2026-12-07"}],
        "excludeDates":[{"from":"2026-10-01","to":"2026-10-07"}],"jurisdiction":["370100"]},
        "grant":{"benefit":"PERCENT","percent":50,"companions":1},"basis":"b"}]}
        """);
    add(
        "VenueFuzz/file",
        "every-field",
        """
        {"id":"v","note":"n","gate":"2","category":"SPORTS","ownership":"GOVERNMENT",
        "service":"metro","options":{"metro":true},
        "hours":[{"days":["MON"],"from":"06:00","to":"09:00:30","tariffPercent":50},
        {"from":"18:00","to":"24:00"}],
        "whenInDoubt":{"staleLimit":"P3DT12H","listsDue":"RETRY","listsExpired":"CHARGE",
        "listsTooOld":"RETRY","clockSuspect":"GO_ON","usedRecently":"CHARGE"},
        "reuseInterval":"PT1H","liveFor":"PT90S","liveAhead":"PT20S","debounce":"PT3S",
        "prompts":{"language":"en","words":{"admit.voice":"Welcome aboard"}}}
        """);
  }

  private void updates() throws IOException {
    Digest state = Digest.parse("sm3:" + "A".repeat(43));
    Manifest.Edition edition = new Manifest.Edition(1, state);
    Manifest manifest =
        new Manifest(
            7,
            FuzzAuthority.NOW,
            FuzzAuthority.NOW.plusSeconds(259_200),
            Duration.ofMinutes(15),
            edition,
            edition,
            edition,
            new Manifest.Status(
                42,
                state,
                List.of(
                    new Manifest.ListEntry(0, "https://a.example/0", 1 << 20, new KeyId(1)),
                    new Manifest.ListEntry(5, "https://a.example/5", 8, new KeyId(2))),
                List.of(1L, 41L)));
    byte[] document = DocumentWriter.manifest(manifest, List.of(FuzzAuthority.ROLE));
    add("ManifestFuzz/payload", "good", signedPayload(document));
    add(
        "DeltaFuzz/delta",
        "three",
        StatusDelta.of(1, 2, 2_000_000, new int[] {0, 7, 1_999_999}).toBytes());
    add("DeltaFuzz/delta", "none", StatusDelta.of(1, 2, 8, new int[0]).toBytes());
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name :
        List.of("root/1.json", "trust.json", "policy.json", "manifest.json", "lists/0.cwt")) {
      files.put(name, name.getBytes(StandardCharsets.UTF_8));
    }
    add("BundleFuzz/bundle", "good", Bundle.write(files));
  }

  private static byte[] signedPayload(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    return Base64.getUrlDecoder()
        .decode(text.substring(text.indexOf(":\"") + 2, text.indexOf("\",")));
  }

  private void statusLists() throws IOException {
    byte[] token = FuzzAuthority.statusList();
    byte[] lst = HexFormat.of().parseHex("78dadbb918000217015d"); // the draft's own example
    byte[] wide = new byte[1 + lst.length];
    wide[0] = 1;
    System.arraycopy(lst, 0, wide, 1, lst.length);
    add("StatusListFuzz/token", "cwt", token);
    add("StatusListFuzz/cwt", "good", payload(token));
    add("StatusListFuzz/cwt", "without-end", StatusListFuzz.claims(1, lst));
    add("StatusListFuzz/entries", "one-bit", wide.clone());
    wide[0] = 8;
    add("StatusListFuzz/entries", "eight-bits", wide);
    String claims =
        "{\"sub\":\"%s0\",\"iat\":1795000000,\"exp\":1795086400,\"ttl\":900,\"status_list\":{\"bits\":1,\"lst\":\"eNrbuRgAAhcBXQ\"}}"
            .formatted(FuzzAuthority.LISTS);
    add("StatusListFuzz/jwt", "good", claims);
    byte[] json = claims.getBytes(StandardCharsets.UTF_8);
    add(
        "StatusListFuzz/token",
        "jwt",
        FuzzAuthority.jws(FuzzAuthority.STATUS, StatusListFuzz.jwtHeader(), json));
  }

  private static List<KeyFormat> formsOf(SignatureAlgorithm algorithm) {
    return algorithm == SignatureAlgorithm.ED25519
        ? List.of(KeyFormat.JWK, KeyFormat.COSE_KEY, KeyFormat.SPKI_DER, KeyFormat.SPKI_PEM)
        : List.of(KeyFormat.values());
  }

  private void keys() throws IOException, Rejection {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      SigningKey key = SigningKey.generate(algorithm, TestAuthority.random(8));
      PublicPoint point = PublicPoint.of(key.verifyingKey());
      for (KeyFormat form : formsOf(algorithm)) {
        String name = algorithm.joseName() + "-" + form;
        add("KeyFormatsFuzz/forms", name, form.write(key.verifyingKey()));
      }
      add(
          "KeyFormatsFuzz/forms",
          algorithm.joseName() + "-signature",
          SignatureFormat.toDer(key.sign(new byte[1])));
      add("KeyFormatsFuzz/jwk", algorithm.joseName(), KeyFormatsFuzz.asJwk(point));
      CborWriter full = new CborWriter();
      CoseKey.write(full, point);
      add("KeyFormatsFuzz/coseKey", algorithm.joseName(), full.toBytes());
      CborWriter compressed = new CborWriter();
      CoseKey.writeCompressed(compressed, point);
      add("KeyFormatsFuzz/coseKey", algorithm.joseName() + "-compressed", compressed.toBytes());
    }
  }

  private void otherDocuments() throws IOException {
    add("IdentityDocumentFuzz/number", "sample", "11010519491231002X"); // GB 11643
    add("IdentityDocumentFuzz/number", "full-width", " １１０１０５１９４９１２３１００２ｘ\r\n");
    add("IdentityDocumentFuzz/number", "permanent-resident", "999999194912310009");
    add("IdentityDocumentFuzz/block", "sample", readerBlock("20360101"));
    add("IdentityDocumentFuzz/block", "for-ever", readerBlock("长期      "));
    String identifier = "11100000000013338W011.11430000006122244L.20230000403.001.U";
    add("CertificateIdentifierFuzz/text", "right", "1.2.156.3005.2." + identifier);
    add("CertificateIdentifierFuzz/text", "wrong", "1.2.156.3005.2.A.B.C.001.0");
  }

  private static byte[] readerBlock(String lastDay) {
    String number = "11010519491231002X";
    String block =
        "%-15s%s%s%s%-35s%s%-15s%s%s%-18s"
            .formatted("测试", "2", "01", "19491231", "测试", number, "测试", "20160101", lastDay, "");
    return block.getBytes(StandardCharsets.UTF_16LE);
  }
}

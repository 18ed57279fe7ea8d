package org.youdai.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.util.encoders.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.youdai.authority.SignatureFormat;
import org.youdai.decision.Rejection;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.vectors.Sm2Vectors.Form;

/** The files in {@code vectors/sm2}: where they come from, and that three libraries agree. */
final class Sm2VectorsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("vectors/sm2");

  /** Where OpenSSL and BouncyCastle take a key that its format does not allow. */
  private static final Set<String> TAKEN_BY_OTHERS = Set.of(Flag.HYBRID_POINT.label());

  private static VectorFile file(Form form) throws IOException, Rejection {
    return VectorFile.read(FOLDER.resolve(form.file()));
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void filesInTheRepository_areWhatTheProgramMakes(Form form) throws IOException {
    Path file = FOLDER.resolve(form.file());
    if (Boolean.getBoolean("vectors.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, Sm2Vectors.json(form), StandardCharsets.UTF_8);
    }
    if (!Files.readString(file, StandardCharsets.UTF_8).equals(Sm2Vectors.json(form))) {
      fail(file + " is out of date: run this test with -Dvectors.update=true");
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void files_haveTheShapeTheyClaim(Form form) throws IOException, Rejection {
    VectorFile file = file(form);
    List<VectorFile.Case> cases = new ArrayList<>();
    file.groups().forEach(group -> cases.addAll(group.cases()));
    Set<String> flags = new TreeSet<>();
    cases.forEach(one -> flags.addAll(one.flags()));
    assertThat(file.algorithm()).isEqualTo("SM2");
    assertThat(cases).hasSize(file.numberOfTests()).hasSizeGreaterThan(150);
    assertThat(cases).allMatch(one -> !one.comment().isEmpty() && !one.flags().isEmpty());
    assertThat(flags).isEqualTo(file.notes());
    long valid = cases.stream().filter(VectorFile.Case::isValid).count();
    String counts = "| " + cases.size() + " | " + valid + " | " + (cases.size() - valid) + " |";
    assertThat(Files.readString(FOLDER.resolve("README.md"), StandardCharsets.UTF_8))
        .contains(counts)
        .contains(flags.stream().map(flag -> "| `" + flag + "` |").toList());
    for (int i = 0; i < cases.size(); i++) {
      assertThat(cases.get(i).id()).isEqualTo(i + 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void noCase_standsTwice(Form form) throws IOException, Rejection {
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (VectorFile.Group group : file(form).groups()) {
      for (VectorFile.Case one : group.cases()) {
        if (!seen.add(group.q() + '/' + one.msg() + '/' + one.sig())) {
          twice.add(one.toString());
        }
      }
    }
    assertThat(twice).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void sdk_agrees(Form form) throws IOException, Rejection {
    SdkJudge judge = new SdkJudge(SignatureAlgorithm.SM2, form == Form.DER);
    assertThat(file(form).mismatches(judge)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void bouncyCastlesOwnSigner_agrees(Form form) throws IOException, Rejection {
    DSAEncoding encoding =
        form == Form.DER ? StandardDSAEncoding.INSTANCE : PlainDSAEncoding.INSTANCE;
    VectorFile file = file(form);
    VectorFile.Judge judge = (group, one) -> bouncyCastle(encoding, group, one);
    assertThat(file.mismatches(judge, one -> !isTakenByOthers(one))).isEmpty();
    assertThat(file.mismatches(judge, Sm2VectorsTest::isTakenByOthers)).isNotEmpty();
  }

  private static boolean bouncyCastle(
      DSAEncoding encoding, VectorFile.Group group, VectorFile.Case one) {
    SM2Signer signer = new SM2Signer(encoding);
    try {
      signer.init(
          false,
          new ECPublicKeyParameters(
              ReferenceSm2.CURVE.getCurve().decodePoint(group.point()), ReferenceSm2.CURVE));
    } catch (IllegalArgumentException noKey) {
      return false;
    }
    signer.update(one.message(), 0, one.message().length);
    return signer.verifySignature(one.signature());
  }

  @Test
  void openSsl_agrees(@TempDir Path folder) throws IOException, Rejection {
    OpenSsl openSsl = OpenSsl.required(folder);
    VectorFile.Judge der =
        (group, one) -> openSsl.verifies(group.text(), one.message(), one.signature());
    VectorFile file = file(Form.DER);
    assertThat(file.mismatches(der, one -> !isTakenByOthers(one))).isEmpty();
    assertThat(file.mismatches(der, Sm2VectorsTest::isTakenByOthers)).isNotEmpty();
  }

  /** OpenSSL knows no r‖s: those of 64 bytes that the other file has not are put into DER. */
  @Test
  void openSsl_agreesOnPlainSignatures(@TempDir Path folder) throws IOException, Rejection {
    OpenSsl openSsl = OpenSsl.required(folder);
    Set<String> done = new HashSet<>();
    for (VectorFile.Group group : file(Form.DER).groups()) {
      group.cases().forEach(one -> done.add(group.q() + '/' + one.msg() + '/' + one.sig()));
    }
    VectorFile.Judge plain =
        (group, one) -> {
          byte[] der = inDer(one.signature());
          return done.contains(group.q() + '/' + one.msg() + '/' + Hex.toHexString(der))
              ? one.isValid()
              : openSsl.verifies(group.text(), one.message(), der);
        };
    assertThat(file(Form.P1363).mismatches(plain, Sm2VectorsTest::isForOpenSsl)).isEmpty();
  }

  private static boolean isForOpenSsl(VectorFile.Case one) {
    return one.signature().length == SignatureAlgorithm.SIGNATURE_LENGTH && !isTakenByOthers(one);
  }

  private static byte[] inDer(byte[] signature) {
    try {
      return SignatureFormat.toDer(signature);
    } catch (IllegalArgumentException zero) {
      return new byte[0]; // r or s is 0: the file in DER has these cases for OpenSSL
    }
  }

  private static boolean isTakenByOthers(VectorFile.Case one) {
    return one.flags().stream().anyMatch(TAKEN_BY_OTHERS::contains);
  }
}

package org.youdai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.youdai.authority.IssuerCertificate;
import org.youdai.authority.KeyFormat;
import org.youdai.authority.SignatureFormat;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.CborReader;
import org.youdai.internal.encoding.CborReader.Rules;
import org.youdai.internal.encoding.CborWriter;
import org.youdai.internal.encoding.Json;
import org.youdai.internal.signature.CoseKey;
import org.youdai.internal.signature.Jwk;
import org.youdai.internal.signature.PublicPoint;
import org.youdai.internal.signature.SignatureVerifier;
import org.youdai.trust.SignatureAlgorithm;
import org.youdai.trust.VerifyingKey;

/**
 * Public keys, one method a format: what is read can be used, and comes back when it is written.
 */
final class KeyFormatsFuzz {

  /** A reader of one format. */
  private interface Format {
    VerifyingKey read() throws Rejection;
  }

  @FuzzTest
  void jwk(byte[] input) {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      check(() -> Jwk.read(Json.parse(input), algorithm));
      check(() -> Jwk.readForeign(Json.parse(input), algorithm));
    }
  }

  @FuzzTest
  void coseKey(byte[] input) {
    for (Rules rules : Rules.values()) {
      check(() -> CoseKey.read(new CborReader(input, rules)));
    }
  }

  /** The forms that people put into a trust list, certificates and DER signatures among them. */
  @FuzzTest
  void forms(byte[] input) {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      for (KeyFormat form : KeyFormat.values()) {
        try {
          VerifyingKey key = form.read(algorithm, input);
          assertThat(form.read(algorithm, form.write(key))).isEqualTo(key);
        } catch (IllegalArgumentException refused) {
          assertThat(refused).hasMessageNotContaining("null");
        }
      }
    }
    try {
      assertThat(IssuerCertificate.read(input).key()).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
    try {
      assertThat(SignatureFormat.toDer(SignatureFormat.fromDer(input))).isEqualTo(input);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  private static void check(Format format) {
    VerifyingKey key;
    try {
      key = format.read();
    } catch (Rejection refused) {
      return; // the one exception that it may throw
    }
    try {
      SignatureVerifier.of(key);
      PublicPoint point = PublicPoint.of(key);
      assertThat(Jwk.read(Json.parse(asJwk(point)), key.algorithm())).isEqualTo(key);
      CborWriter cbor = new CborWriter();
      CoseKey.writeCompressed(cbor, point);
      CborReader back = new CborReader(cbor.toBytes(), Rules.DETERMINISTIC);
      assertThat(CoseKey.read(back)).isEqualTo(key);
    } catch (Rejection | IOException unusable) {
      throw new AssertionError("a key was taken that cannot be used", unusable);
    }
  }

  static byte[] asJwk(PublicPoint point) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      Jwk.writeMembers(json, point);
      json.writeEndObject();
    }
    return out.toByteArray();
  }
}

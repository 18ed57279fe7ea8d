package org.youdai.authority;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.youdai.credential.CredentialId;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Validity;
import org.youdai.decision.Rejection;
import org.youdai.internal.lists.ManifestDocument;
import org.youdai.internal.signature.Jwk;
import org.youdai.internal.signature.PublicPoint;
import org.youdai.trust.Issuer;
import org.youdai.trust.IssuerKey;
import org.youdai.trust.Manifest;
import org.youdai.trust.StatusKey;
import org.youdai.trust.TrustList;
import org.youdai.trust.VerifyingKey;

/** Writes and signs the documents of {@code docs/formats.md} §5. */
public final class DocumentWriter {
  private static final JsonFactory FACTORY = new JsonFactory();

  private DocumentWriter() {}

  /** Who may sign one kind of document, and how many of them it takes. */
  public record Role(int threshold, List<SigningKey> keys) {
    /** Copies the keys. */
    public Role {
      keys = List.copyOf(keys);
    }
  }

  /** The four roles of a root document. */
  public record Roles(Role root, Role trust, Role policy, Role manifest) {}

  /** Something that writes JSON. */
  interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Returns a root document, signed by all keys of its root role. */
  public static byte[] root(long version, Validity validity, Roles roles) {
    return root(version, validity, roles, List.of());
  }

  /** Returns a root document that follows another, signed by the keys of both root roles. */
  public static byte[] root(
      long version, Validity validity, Roles roles, List<SigningKey> keysOfTheOneBefore) {
    return root(false, version, validity, roles, keysOfTheOneBefore);
  }

  /** Returns a root document that says it is a sandbox's; otherwise as {@link #root}. */
  static byte[] sandboxRoot(
      long version, Validity validity, Roles roles, List<SigningKey> keysOfTheOneBefore) {
    return root(true, version, validity, roles, keysOfTheOneBefore);
  }

  private static byte[] root(
      boolean isSandbox,
      long version,
      Validity validity,
      Roles roles,
      List<SigningKey> keysOfTheOneBefore) {
    Map<String, Role> byName = new LinkedHashMap<>();
    byName.put("root", roles.root());
    byName.put("trust", roles.trust());
    byName.put("policy", roles.policy());
    byName.put("manifest", roles.manifest());
    Map<String, SigningKey> keys = new LinkedHashMap<>();
    byName.values().forEach(r -> r.keys().forEach(k -> keys.put(k.kid().toString(), k)));
    byte[] payload =
        object(
            json -> {
              json.writeStringField("type", "yd-root");
              if (isSandbox) {
                json.writeBooleanField("sandbox", true);
              }
              json.writeNumberField("version", version);
              json.writeNumberField("issued", validity.notBefore().getEpochSecond());
              json.writeNumberField("expires", validity.notAfter().getEpochSecond());
              json.writeObjectFieldStart("keys");
              for (Map.Entry<String, SigningKey> key : keys.entrySet()) {
                json.writeObjectFieldStart(key.getKey());
                writeKey(json, key.getValue().verifyingKey());
                json.writeEndObject();
              }
              json.writeEndObject();
              json.writeObjectFieldStart("roles");
              for (Map.Entry<String, Role> role : byName.entrySet()) {
                json.writeObjectFieldStart(role.getKey());
                json.writeNumberField("threshold", role.getValue().threshold());
                json.writeArrayFieldStart("kids");
                for (SigningKey key : role.getValue().keys()) {
                  json.writeString(key.kid().toString());
                }
                json.writeEndArray();
                json.writeEndObject();
              }
              json.writeEndObject();
            });
    List<SigningKey> signers = new ArrayList<>(roles.root().keys());
    signers.addAll(keysOfTheOneBefore);
    return sign(payload, signers);
  }

  /**
   * Returns a trust list, signed by {@code keys}.
   *
   * @throws IllegalArgumentException if the point of a key in it is not on its curve
   */
  public static byte[] trust(TrustList trust, List<SigningKey> keys) {
    Map<Issuer, List<IssuerKey>> byIssuer = new LinkedHashMap<>();
    for (IssuerKey key : trust.issuerKeys()) {
      byIssuer.computeIfAbsent(key.issuer(), i -> new ArrayList<>()).add(key);
    }
    byte[] payload =
        object(
            json -> {
              json.writeStringField("type", "yd-trust");
              json.writeNumberField("version", trust.version());
              json.writeNumberField("issued", trust.issued().getEpochSecond());
              json.writeNumberField("expires", trust.expires().getEpochSecond());
              json.writeArrayFieldStart("issuers");
              for (Map.Entry<Issuer, List<IssuerKey>> entry : byIssuer.entrySet()) {
                writeIssuer(json, entry.getKey(), entry.getValue());
              }
              json.writeEndArray();
              json.writeArrayFieldStart("statusKeys");
              for (StatusKey key : trust.statusKeys()) {
                json.writeStartObject();
                json.writeStringField("kid", key.kid().toString());
                writeKey(json, key.key());
                json.writeStringField("uriPrefix", key.uriPrefix());
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeArrayFieldStart("killed");
              for (CredentialId id : trust.killed()) {
                json.writeString(base64Url(id.bytes()));
              }
              json.writeEndArray();
            });
    return sign(payload, keys);
  }

  /**
   * Returns a manifest, signed by {@code keys}. Times are written in whole seconds.
   *
   * @throws IllegalArgumentException if no gate would take it; the message says where
   */
  public static byte[] manifest(Manifest manifest, List<SigningKey> keys) {
    byte[] payload =
        object(
            json -> {
              json.writeStringField("type", "yd-manifest");
              json.writeNumberField("version", manifest.version());
              json.writeNumberField("issued", manifest.issued().getEpochSecond());
              json.writeNumberField("expires", manifest.expires().getEpochSecond());
              // Android API 26 has no Duration.toSeconds().
              json.writeNumberField("ttl", manifest.ttl().get(ChronoUnit.SECONDS));
              writeEdition(json, "root", manifest.root());
              writeEdition(json, "trust", manifest.trust());
              writeEdition(json, "policy", manifest.policy());
              writeStatus(json, manifest.status());
            });
    byte[] document = sign(payload, keys);
    requireReadable(payload, document.length);
    return document;
  }

  private static void requireReadable(byte[] manifest, int signedLength) {
    try {
      ManifestDocument.readUnsigned(manifest);
    } catch (Rejection rejection) {
      throw new IllegalArgumentException("manifest: " + rejection.where(), rejection);
    }
    if (signedLength > ManifestDocument.LARGEST) {
      throw new IllegalArgumentException(
          "manifest: " + signedLength + " bytes, at most " + ManifestDocument.LARGEST);
    }
  }

  private static void writeEdition(JsonGenerator json, String name, Manifest.Edition edition)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("version", edition.version());
    json.writeStringField("hash", edition.hash().toString());
    json.writeEndObject();
  }

  private static void writeStatus(JsonGenerator json, Manifest.Status status) throws IOException {
    json.writeObjectFieldStart("status");
    json.writeNumberField("version", status.version());
    json.writeStringField("state", status.state().toString());
    json.writeArrayFieldStart("lists");
    for (Manifest.ListEntry list : status.lists()) {
      json.writeStartObject();
      json.writeNumberField("id", list.id());
      json.writeStringField("uri", list.uri());
      json.writeNumberField("size", list.size());
      json.writeStringField("kid", list.kid().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("deltasFrom");
    for (long version : status.deltasFrom()) {
      json.writeNumber(version);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * Returns a payload as a General JWS, signed by each of {@code keys} (RFC 7515 §7.2.1). The
   * payload is signed as it is.
   */
  public static byte[] sign(byte[] payload, List<SigningKey> keys) {
    String encoded = base64Url(payload);
    return object(
        json -> {
          json.writeStringField("payload", encoded);
          json.writeArrayFieldStart("signatures");
          for (SigningKey key : keys) {
            String header =
                base64Url(
                    object(
                        h -> {
                          h.writeStringField("alg", key.algorithm().joseName());
                          h.writeStringField("kid", key.kid().toString());
                        }));
            byte[] input = (header + "." + encoded).getBytes(StandardCharsets.US_ASCII);
            json.writeStartObject();
            json.writeStringField("protected", header);
            json.writeStringField("signature", base64Url(key.sign(input)));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void writeIssuer(JsonGenerator json, Issuer issuer, List<IssuerKey> keys)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", issuer.id());
    json.writeObjectFieldStart("name");
    json.writeStringField("zh", issuer.nameZh());
    json.writeStringField("en", issuer.nameEn());
    json.writeEndObject();
    json.writeArrayFieldStart("keys");
    for (IssuerKey key : keys) {
      json.writeStartObject();
      json.writeStringField("kid", key.kid().toString());
      writeKey(json, key.key());
      json.writeNumberField("notBefore", key.signing().notBefore().getEpochSecond());
      json.writeNumberField("notAfter", key.signing().notAfter().getEpochSecond());
      if (key.revokedAt().isPresent()) {
        json.writeNumberField("revokedAt", key.revokedAt().get().getEpochSecond());
      }
      writeKinds(json, key.kinds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeKinds(JsonGenerator json, Set<DocumentKind> kinds) throws IOException {
    json.writeArrayFieldStart("kinds");
    for (DocumentKind kind : DocumentKind.values()) {
      if (kinds.contains(kind)) {
        json.writeNumber(kind.number());
      }
    }
    json.writeEndArray();
  }

  private static void writeKey(JsonGenerator json, VerifyingKey key) throws IOException {
    json.writeStringField("alg", key.algorithm().joseName());
    json.writeObjectFieldStart("jwk");
    Jwk.writeMembers(json, point(key));
    json.writeEndObject();
  }

  /** A key that no verifier takes would make every one of them refuse the whole document. */
  private static PublicPoint point(VerifyingKey key) {
    try {
      return PublicPoint.of(key);
    } catch (Rejection rejection) {
      throw new IllegalArgumentException("key: " + rejection.where(), rejection);
    }
  }

  static byte[] object(Body body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      body.writeTo(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written to", impossible);
    }
    return out.toByteArray();
  }

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

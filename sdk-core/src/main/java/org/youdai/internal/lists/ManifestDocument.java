package org.youdai.internal.lists;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.youdai.credential.Validity;
import org.youdai.decision.Rejection;
import org.youdai.internal.encoding.Json;
import org.youdai.status.StatusList;
import org.youdai.trust.Digest;
import org.youdai.trust.Manifest;

/** Reads the manifest ({@code docs/formats.md} §5). */
public final class ManifestDocument {
  /** The most bytes of a manifest. */
  public static final int LARGEST = 8 * 1024;

  /** The most status lists of a manifest; their ids are below this. */
  public static final int MOST_LISTS = 64;

  private static final int MOST_DELTAS = 64;
  private static final int LONGEST_TTL_SECONDS = 7 * 86_400;

  private ManifestDocument() {}

  /** Reads a manifest that enough of the root's manifest keys have signed. */
  public static Manifest read(byte[] document, RootDocument root) throws Rejection {
    return readPayload(SignedDocument.open(document, LARGEST, root, root.manifest()));
  }

  /** Reads a manifest without its signatures: for whoever is about to sign it. */
  public static Manifest readUnsigned(byte[] payload) throws Rejection {
    return readPayload(Json.parse(payload));
  }

  private static Manifest readPayload(Json json) throws Rejection {
    json.requireOnly(
        Set.of("type", "version", "issued", "expires", "ttl", "root", "trust", "policy", "status"));
    SignedDocument.requireType(json, "yd-manifest");
    Validity validity = SignedDocument.span(json.get("issued"), json.get("expires"));
    return new Manifest(
        SignedDocument.version(json.get("version")),
        validity.notBefore(),
        validity.notAfter(),
        Duration.ofSeconds(json.get("ttl").integer(1, LONGEST_TTL_SECONDS)),
        readEdition(json.get("root")),
        readEdition(json.get("trust")),
        readEdition(json.get("policy")),
        readStatus(json.get("status")));
  }

  private static Manifest.Edition readEdition(Json json) throws Rejection {
    json.requireOnly(Set.of("version", "hash"));
    return new Manifest.Edition(
        SignedDocument.version(json.get("version")), readDigest(json.get("hash")));
  }

  private static Manifest.Status readStatus(Json json) throws Rejection {
    json.requireOnly(Set.of("version", "state", "lists", "deltasFrom"));
    long version = SignedDocument.version(json.get("version"));
    return new Manifest.Status(
        version,
        readDigest(json.get("state")),
        readLists(json.get("lists")),
        readVersionsBelow(version, json.get("deltasFrom")));
  }

  private static List<Manifest.ListEntry> readLists(Json json) throws Rejection {
    List<Manifest.ListEntry> lists = new ArrayList<>();
    int least = 0;
    for (Json list : json.items(MOST_LISTS)) {
      list.requireOnly(Set.of("id", "uri", "size", "kid"));
      int id = (int) list.get("id").integer(least, MOST_LISTS - 1);
      lists.add(
          new Manifest.ListEntry(
              id,
              list.get("uri").text(),
              readSize(list.get("size")),
              SignedDocument.keyId(list.get("kid"))));
      least = id + 1;
    }
    return lists;
  }

  private static int readSize(Json json) throws Rejection {
    int size = (int) json.integer(8, StatusList.MOST_ENTRIES);
    if (size % 8 != 0) {
      throw json.wrong("a multiple of 8 is expected");
    }
    return size;
  }

  private static List<Long> readVersionsBelow(long version, Json json) throws Rejection {
    List<Long> versions = new ArrayList<>();
    long least = 1;
    for (Json item : json.items(MOST_DELTAS)) {
      long earlier = item.integer(least, version - 1);
      versions.add(earlier);
      least = earlier + 1;
    }
    return versions;
  }

  private static Digest readDigest(Json json) throws Rejection {
    try {
      return Digest.parse(json.text());
    } catch (IllegalArgumentException notADigest) {
      throw json.wrong("sm3: or sha256: and 32 bytes in base64url are expected");
    }
  }
}

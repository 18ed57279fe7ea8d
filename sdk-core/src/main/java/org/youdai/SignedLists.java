package org.youdai;

import java.util.LinkedHashMap;
import java.util.Map;

/** Signed documents and lists as they came, before anything in them is believed. */
public final class SignedLists {
  private final byte[] manifest;
  private final byte[] trust;
  private final byte[] policy;
  private final Map<Long, byte[]> statusLists;

  private SignedLists(byte[] manifest, byte[] trust, byte[] policy, Map<Long, byte[]> statusLists) {
    this.manifest = manifest;
    this.trust = trust;
    this.policy = policy;
    this.statusLists = statusLists;
  }

  /**
   * Takes a set of documents.
   *
   * @param manifest the manifest (General JWS JSON)
   * @param trust the trust list (General JWS JSON)
   * @param policy the policy (General JWS JSON)
   * @param statusLists the Status List Tokens by list number
   */
  public static SignedLists of(
      byte[] manifest, byte[] trust, byte[] policy, Map<Long, byte[]> statusLists) {
    Map<Long, byte[]> copies = new LinkedHashMap<>();
    statusLists.forEach((number, token) -> copies.put(number, token.clone()));
    return new SignedLists(manifest.clone(), trust.clone(), policy.clone(), copies);
  }

  /**
   * Takes published files by their names: {@code manifest.json}, {@code trust.json}, {@code
   * policy.json} and {@code lists/<number>.cwt} (or {@code .jwt}). Others are ignored; one that is
   * missing counts as empty, and is refused when the lists are read.
   */
  public static SignedLists ofFiles(Map<String, byte[]> files) {
    Map<Long, byte[]> lists = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey();
      if (name.startsWith("lists/") && (name.endsWith(".cwt") || name.endsWith(".jwt"))) {
        lists.put(number(name), file.getValue());
      }
    }
    byte[] none = new byte[0];
    return of(
        files.getOrDefault("manifest.json", none),
        files.getOrDefault("trust.json", none),
        files.getOrDefault("policy.json", none),
        lists);
  }

  private static long number(String name) {
    try {
      return Long.parseLong(name.substring("lists/".length(), name.length() - ".cwt".length()));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(name + " is not named after a list number", notANumber);
    }
  }

  byte[] manifest() {
    return manifest;
  }

  byte[] trust() {
    return trust;
  }

  byte[] policy() {
    return policy;
  }

  Map<Long, byte[]> statusLists() {
    return statusLists;
  }

  @Override
  public String toString() {
    return "SignedLists[" + statusLists.size() + " status lists]";
  }
}

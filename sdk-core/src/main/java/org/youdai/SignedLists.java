package org.youdai;

import java.util.LinkedHashMap;
import java.util.Map;

/** Signed documents and lists as they came, before anything in them is believed. */
public final class SignedLists {
  private final Map<Long, byte[]> roots;
  private final byte[] manifest;
  private final byte[] trust;
  private final byte[] policy;
  private final Map<Long, byte[]> statusLists;

  private SignedLists(
      Map<Long, byte[]> roots,
      byte[] manifest,
      byte[] trust,
      byte[] policy,
      Map<Long, byte[]> statusLists) {
    this.roots = roots;
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
    return new SignedLists(
        Map.of(), manifest.clone(), trust.clone(), policy.clone(), copies(statusLists));
  }

  private static Map<Long, byte[]> copies(Map<Long, byte[]> files) {
    Map<Long, byte[]> copies = new LinkedHashMap<>();
    files.forEach((number, bytes) -> copies.put(number, bytes.clone()));
    return copies;
  }

  /**
   * Returns these lists with the root documents that have come after the pinned one, by version.
   */
  public SignedLists withRoots(Map<Long, byte[]> newerRoots) {
    return new SignedLists(copies(newerRoots), manifest, trust, policy, statusLists);
  }

  /**
   * Takes published files by their names: {@code manifest.json}, {@code trust.json}, {@code
   * policy.json} and {@code lists/<number>.cwt} (or {@code .jwt}). Others are ignored; one that is
   * missing counts as empty, and is refused when the lists are read.
   */
  public static SignedLists ofFiles(Map<String, byte[]> files) {
    Map<Long, byte[]> lists = new LinkedHashMap<>();
    Map<Long, byte[]> roots = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey();
      if (name.startsWith("root/")) {
        roots.put(number(name), file.getValue());
      } else if (name.startsWith("lists/")) {
        lists.put(number(name), file.getValue());
      }
    }
    byte[] none = new byte[0];
    return of(
            files.getOrDefault("manifest.json", none),
            files.getOrDefault("trust.json", none),
            files.getOrDefault("policy.json", none),
            lists)
        .withRoots(roots);
  }

  private static long number(String name) {
    try {
      return Long.parseLong(name.substring(name.indexOf('/') + 1, name.lastIndexOf('.')));
    } catch (NumberFormatException | IndexOutOfBoundsException notANumber) {
      throw new IllegalArgumentException(name + " is not named after a number", notANumber);
    }
  }

  Map<Long, byte[]> roots() {
    return roots;
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

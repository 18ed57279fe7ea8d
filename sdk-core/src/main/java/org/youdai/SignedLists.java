package org.youdai;

import java.util.LinkedHashMap;
import java.util.Map;

/** Signed documents and lists as they came, before anything in them is believed. */
public final class SignedLists {
  private final byte[] trust;
  private final byte[] policy;
  private final Map<Long, byte[]> statusLists;

  private SignedLists(byte[] trust, byte[] policy, Map<Long, byte[]> statusLists) {
    this.trust = trust;
    this.policy = policy;
    this.statusLists = statusLists;
  }

  /**
   * Takes a set of documents.
   *
   * @param trust the trust list (General JWS JSON)
   * @param policy the policy (General JWS JSON)
   * @param statusLists the Status List Tokens by list number
   */
  public static SignedLists of(byte[] trust, byte[] policy, Map<Long, byte[]> statusLists) {
    Map<Long, byte[]> copies = new LinkedHashMap<>();
    statusLists.forEach((number, token) -> copies.put(number, token.clone()));
    return new SignedLists(trust.clone(), policy.clone(), copies);
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

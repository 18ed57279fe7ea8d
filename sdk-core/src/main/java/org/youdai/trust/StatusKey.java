package org.youdai.trust;

/**
 * A key that may sign status lists.
 *
 * @param kid its id
 * @param key the public key
 * @param uriPrefix what the URI of every list that it signs begins with
 */
public record StatusKey(KeyId kid, VerifyingKey key, String uriPrefix) {}

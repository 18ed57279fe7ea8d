package org.youdai.trust;

/**
 * An authority that signs credentials.
 *
 * @param id the GB/T 2260 code of the place, for example {@code 370100}; information only
 * @param nameZh its name in Chinese
 * @param nameEn its name in English
 */
public record Issuer(String id, String nameZh, String nameEn) {}

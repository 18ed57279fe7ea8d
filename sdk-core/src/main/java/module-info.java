/**
 * The Youdai verification SDK: a picture or a text of a certificate's code goes in, one decision
 * comes out, with no network on the way.
 */
@SuppressWarnings("requires-automatic") // zxing has no module descriptor, only a stable name
module org.youdai {
  requires com.fasterxml.jackson.core;
  requires com.google.zxing;
  requires com.nimbusds.jose.jwt;
  requires org.bouncycastle.provider;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports org.youdai;
  exports org.youdai.authority;
  exports org.youdai.credential;
  exports org.youdai.decision;
  exports org.youdai.feed;
  exports org.youdai.gate;
  exports org.youdai.journal;
  exports org.youdai.policy;
  exports org.youdai.profile;
  exports org.youdai.replay;
  exports org.youdai.scan;
  exports org.youdai.status;
  exports org.youdai.trust;

  uses org.youdai.trust.SignatureModule;
}

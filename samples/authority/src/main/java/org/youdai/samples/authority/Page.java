package org.youdai.samples.authority;

import java.util.List;
import java.util.stream.Collectors;
import org.youdai.credential.Holder;

/** The pages, each in both languages at once; all of them say that this is a sandbox. */
final class Page {
  /** The ages that a certificate can name. */
  static final List<Integer> AGES = Holder.AGE_TIERS;

  private Page() {}

  /** Returns the list of certificates, and what the authority can do. */
  static String home(Authority authority) {
    String ages =
        AGES.stream()
            .map(age -> "<option value=%d>%d 岁 years</option>".formatted(age, age))
            .collect(Collectors.joining());
    String cards =
        authority.cards().stream()
            .map(card -> row(card, authority.isRevoked(card)))
            .collect(Collectors.joining());
    String state =
        authority.isPublished()
            ? "<p class=calm>全部已发布 Everything is published</p>"
            : "<p class=loud>有改动尚未发布：设备还不知道 Changes are not published: no gate knows of them</p>";
    return page(
        """
        <h1>沙盒签发机构 <small>Sandbox authority</small></h1>
        %s
        <form method=post action=/issue>
          <label>签发给年满 Issue to an invented holder aged <select name=ageOver>%s</select></label>
          <button>签发 Issue</button>
        </form>
        %s
        <h2>发布与密钥 <small>Publication and keys</small></h2>
        %s
        <p>名单地址 Lists: <code>/lists/</code></p>
        """
            .formatted(
                state,
                ages,
                cards.isEmpty()
                    ? "<p>还没有证 No certificates yet</p>"
                    : "<table>" + cards + "</table>",
                button("/publish", "发布名单 Publish")
                    + button("/keys/renew", "换签发密钥 New issuer key")
                    + button("/keys/revoke", "签发密钥被盗 Issuer key stolen")
                    + button("/keys/root", "换信任根 New root")));
  }

  private static String row(Card card, boolean isRevoked) {
    String at = "/card/" + card.number();
    return "<tr%s><td>%s<td>%d+<td><a href=%s>手机码 Phone</a> <a href=%s/print>纸质证 Paper</a><td>%s"
        .formatted(
            isRevoked ? " class=void" : "",
            card.holder(),
            card.ageOver(),
            at,
            at,
            isRevoked
                ? button(at + "/reinstate", "恢复 Reinstate")
                : button(at + "/revoke", "作废 Revoke"));
  }

  private static String button(String action, String words) {
    return "<form method=post action=%s><button>%s</button></form>".formatted(action, words);
  }

  /** Returns what the holder's phone shows: a live code that is a new one every 30 seconds. */
  static String phone(Card card, boolean isRevoked) {
    return page(
        """
        <div class=phone>
          <h1>老年人电子优待证<small>Elderly Electronic Preferential-Treatment Certificate</small></h1>
          <p class=name>%s <span>%d+</span></p>
          <img id=live src=/card/%d/live.png alt="动态码 Live code">
          <p><span id=left>30</span> 秒后刷新 <small>seconds to the next code</small></p>
          %s
          <p><a href=/card/%d/print>纸质证 Paper</a> <a href=/>返回 Back</a></p>
        </div>
        <script src=/page.js></script>
        """
            .formatted(
                card.holder(),
                card.ageOver(),
                card.number(),
                isRevoked ? "<p class=loud>已作废 Revoked</p>" : "",
                card.number()));
  }

  /** Returns the certificate to be printed: its code stays the same. */
  static String print(Card card) {
    return page(
        """
        <div class=paper>
          <h1>老年人优待证（纸质）<small>Elderly certificate on paper</small></h1>
          <p class=name>%s <span>%d+</span></p>
          <img src=/card/%d/printed.png alt="静态码 Static code">
          <p>年满 %d 岁 Aged %d or over · 地区 Area 999999</p>
          <p class=screen><a href=/card/%d>手机码 Phone</a> <a href=/>返回 Back</a></p>
        </div>
        """
            .formatted(
                card.holder(),
                card.ageOver(),
                card.number(),
                card.ageOver(),
                card.ageOver(),
                card.number()));
  }

  private static String page(String body) {
    return """
        <!doctype html>
        <html lang=zh>
        <meta charset=utf-8>
        <meta name=viewport content="width=device-width">
        <title>沙盒 Sandbox</title>
        <link rel=stylesheet href=/page.css>
        <p class=sandbox><strong>沙盒 SANDBOX</strong> 不是真证，在别处无效 · Not a real certificate, worth nothing elsewhere</p>
        <main>%s</main>
        """
        .formatted(body);
  }
}

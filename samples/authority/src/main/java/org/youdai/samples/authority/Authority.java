package org.youdai.samples.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.youdai.authority.CredentialDraft;
import org.youdai.authority.HolderPhone;
import org.youdai.authority.PolicyLibrary;
import org.youdai.authority.SandboxAuthority;
import org.youdai.authority.SigningKey;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.StatusReference;
import org.youdai.credential.Validity;
import org.youdai.trust.Issuer;
import org.youdai.trust.SignatureAlgorithm;

/**
 * The sandbox's keys in a folder, the certificates that it has issued since it was started, and
 * what it has published last. Safe for use by several threads.
 */
final class Authority {
  private static final Issuer ISSUER = new Issuer("999999", "示例地区（沙盒）", "Example area (sandbox)");

  /** A gate asks again in 30 to 45 seconds; a real authority's minutes would try one's patience. */
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(30);

  private final Path folder;
  private final Clock clock;
  private final SecureRandom random;
  private final SandboxAuthority sandbox;
  private final List<Card> cards = new ArrayList<>();
  private final Set<Integer> revoked = new HashSet<>();
  private Release release = Release.NOTHING;
  private boolean isPublished;

  private Authority(Path folder, Clock clock, SecureRandom random, SandboxAuthority sandbox) {
    this.folder = folder;
    this.clock = clock;
    this.random = random;
    this.sandbox = sandbox;
  }

  /**
   * Goes on with the keys in {@code folder}, or makes new ones there and beside them {@code
   * root.json}, which gates pin; then publishes.
   */
  static Authority open(Path folder, Clock clock, SecureRandom random) throws IOException {
    Path keys = keysIn(folder);
    boolean isNew = !Files.exists(keys);
    SandboxAuthority sandbox =
        isNew
            ? SandboxAuthority.create(
                SignatureAlgorithm.SM2, PolicyLibrary.policy("shandong"), clock.instant(), random)
            : SandboxAuthority.load(Files.readAllBytes(keys), random);
    if (isNew) {
      sandbox.addIssuer(ISSUER, SignatureAlgorithm.SM2, clock.instant());
      Files.createDirectories(folder);
      Files.write(folder.resolve("root.json"), sandbox.anchor().rootDocument());
    }
    Authority authority = new Authority(folder, clock, random, sandbox);
    authority.publish();
    return authority;
  }

  private static Path keysIn(Path folder) {
    return folder.resolve("authority.json");
  }

  /** Whole or not at all, and for the owner's eyes only. */
  private void save() throws IOException {
    Path part = folder.resolve("authority.json.part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(part, sandbox.save());
    Files.move(part, keysIn(folder), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Issues a certificate to the next invented holder.
   *
   * @throws IllegalArgumentException if there is no such age
   */
  synchronized Card issue(int ageOver) throws IOException {
    Instant now = clock.instant();
    Validity year = new Validity(now.minusSeconds(60), now.plus(Duration.ofDays(365)));
    StatusReference.InList place = sandbox.takePlace();
    CredentialDraft draft =
        CredentialDraft.of(DocumentKind.ELDERLY_CERTIFICATE, ageOver, now, year, place);
    save(); // before a code exists outside: its place is never given twice
    SigningKey phone = SigningKey.generate(SignatureAlgorithm.SM2, random);
    byte[] held = sandbox.issuer(0).issueBytes(draft.boundTo(phone.verifyingKey()));
    Card card =
        new Card(
            cards.size() + 1,
            Card.inventedName(cards.size() + 1),
            ageOver,
            place,
            sandbox.issuer(0).issue(draft),
            new HolderPhone(phone, held));
    cards.add(card);
    return card;
  }

  /** Revokes a certificate, or takes that back, from the next publication on. */
  synchronized void mark(Card card, boolean isRevoked) throws IOException {
    sandbox.mark((int) card.place().list(), card.place().index(), isRevoked);
    boolean unused = isRevoked ? revoked.add(card.number()) : revoked.remove(card.number());
    changed();
  }

  /** Gives the issuer a new key; what the old one has signed stays good. */
  synchronized void renewIssuerKey() throws IOException {
    sandbox.renewIssuerKey(0, clock.instant());
    changed();
  }

  /** Gives the issuer a new key; what the old one has signed is void. */
  synchronized void revokeIssuerKey() throws IOException {
    sandbox.revokeIssuerKey(0, clock.instant());
    changed();
  }

  /** Makes new root keys, which gates follow from the one that they pin. */
  synchronized void rotateRoot() throws IOException {
    sandbox.rotateRoot(clock.instant());
    changed();
  }

  private void changed() throws IOException {
    isPublished = false;
    save();
  }

  /** Signs and publishes all that has changed, and lists that are fresh again. */
  synchronized void publish() throws IOException {
    Instant now = clock.instant();
    Release next = release.followedBy(sandbox.publish(now, ASKED_AGAIN), now);
    save(); // first, so that a version is never published twice
    release = next;
    isPublished = true;
  }

  /** Publishes fresh lists of the same content; what waits for its publication goes on waiting. */
  synchronized void refresh() throws IOException {
    if (isPublished) {
      publish();
    }
  }

  /** Returns what is published. */
  synchronized Release release() {
    return release;
  }

  /** Returns whether everything that was done is published. */
  synchronized boolean isPublished() {
    return isPublished;
  }

  /** Returns the certificates, the newest first. */
  synchronized List<Card> cards() {
    List<Card> newestFirst = new ArrayList<>(cards);
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** Returns the certificate with a number. */
  synchronized Optional<Card> card(int number) {
    return number < 1 || number > cards.size()
        ? Optional.empty()
        : Optional.of(cards.get(number - 1));
  }

  /** Returns whether a certificate is marked as revoked, be it published or not. */
  synchronized boolean isRevoked(Card card) {
    return revoked.contains(card.number());
  }

  /** Returns the time. */
  Instant now() {
    return clock.instant();
  }
}

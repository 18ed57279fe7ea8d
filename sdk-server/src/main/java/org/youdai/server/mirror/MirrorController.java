package org.youdai.server.mirror;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.youdai.Snapshot;
import org.youdai.feed.BundleSource;
import org.youdai.feed.SnapshotFeed;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;
import org.youdai.trust.Digest;

/**
 * {@code GET /lists/...}: the signed lists for gates, which need no key to read them. {@code POST
 * /v1/lists}: a bundle from a USB stick.
 */
@RestController
@Tag(name = "lists")
final class MirrorController {
  private static final String BASE = "/lists/";
  private static final int LARGEST_BUNDLE = 16 << 20;

  private final Mirror mirror;
  private final SnapshotFeed feed;

  MirrorController(Mirror mirror, SnapshotFeed feed) {
    this.mirror = mirror;
    this.feed = feed;
  }

  @Operation(
      summary = "A signed document, list or delta, by the name it was published under / 签名名单",
      description =
          "A gate's ListSource is this server's /lists/. No key is needed: all of it is signed.")
  @GetMapping(
      path = {"/lists/{name}", "/lists/{folder}/{name}"},
      produces = MediaType.ALL_VALUE)
  ResponseEntity<byte[]> file(
      @Parameter(hidden = true) HttpServletRequest request,
      @Parameter(hidden = true) ServletWebRequest conditional)
      throws IOException {
    String name = request.getRequestURI().substring(BASE.length());
    Optional<Published> kind = Published.of(name);
    Optional<byte[]> file = kind.isPresent() ? mirror.read(name) : Optional.empty();
    if (!kind.isPresent() || !file.isPresent()) {
      // No cache may keep this: a gate asks for the next root at each update.
      return ResponseEntity.notFound().cacheControl(CacheControl.noStore()).build();
    }
    String tag = '"' + Digest.of(Digest.Kind.SHA256, file.get()).toString() + '"';
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CACHE_CONTROL, kind.get().caching());
    headers.setContentType(MediaType.parseMediaType(kind.get().type()));
    if (conditional.checkNotModified(tag)) {
      return ResponseEntity.status(304).headers(headers).eTag(tag).build();
    }
    return ResponseEntity.ok().headers(headers).eTag(tag).body(file.get());
  }

  /**
   * What came of a bundle.
   *
   * @param result {@code UPDATED}, {@code UNCHANGED}, {@code NOT_KEPT} or {@code REFUSED}
   * @param version of the manifest that serves now
   * @param reason the code of what was wrong, or empty
   * @param where the place in the bundle, or empty
   */
  record TakenIn(String result, long version, String reason, String where) {}

  @Operation(
      summary = "Take the lists of a bundle / 导入名单包",
      description = "The same checks as for any other source: what is older or damaged is refused.")
  @PostMapping(
      path = "/v1/lists",
      consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  TakenIn take(@Parameter(hidden = true) HttpServletRequest request) throws IOException {
    Path file = Files.createTempFile("youdai", ".ydb");
    try {
      try (InputStream body = request.getInputStream()) {
        byte[] bytes = body.readNBytes(LARGEST_BUNDLE + 1);
        if (bytes.length > LARGEST_BUNDLE) {
          throw new ProblemException(Problem.TOO_LARGE, "");
        }
        Files.write(file, bytes);
      }
      BundleSource bundle = open(file);
      mirror.take(bundle); // first: what follows the feed has nothing left to fetch then
      SnapshotFeed.Update update = feed.updateFrom(bundle);
      Optional<Snapshot.Refused> problem = update.problem();
      return new TakenIn(
          update.result().name(),
          update.manifestVersion(),
          problem.map(each -> each.reason().code()).orElse(""),
          problem.map(Snapshot.Refused::where).orElse(""));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static BundleSource open(Path file) {
    try {
      return BundleSource.open(file);
    } catch (IOException noBundle) {
      throw new ProblemException(Problem.BAD_REQUEST, "*.ydb");
    }
  }
}

package org.youdai.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.Holder;
import org.youdai.credential.IdentityDocument;
import org.youdai.scan.GrayImage;
import org.youdai.server.access.Caller;
import org.youdai.server.picture.Pictures;
import org.youdai.server.problem.Problem;
import org.youdai.server.problem.ProblemException;

/** {@code POST /v1/verify...}: decides on one text, picture or document. */
@RestController
@Tag(name = "verify")
final class VerifyController {
  /** A phone's camera takes no more, and it fits in memory twice. */
  private static final long MOST_PIXELS = 25_000_000;

  private static final int MOST_BYTES = 4 << 20;
  private static final String LIMIT = "4 MiB / 25,000,000 px";

  /** So many pictures are in memory at once; the others wait. */
  private static final int DECODERS = 4;

  private static final long WAIT_SECONDS = 5;

  private final Verification verification;
  private final Semaphore decoders = new Semaphore(DECODERS, true);

  VerifyController(Verification verification) {
    this.verification = verification;
  }

  /**
   * A text to decide on.
   *
   * @param text the text of a code, as a scanner gave it
   * @param venue the id of a venue
   * @param gate the gate's name within the venue: 1 to 64 of A-Z a-z 0-9 . _ -; {@code 1} if left
   *     out
   * @param scan the caller's id for this scan, a UUID; the server draws one if left out
   */
  record Text(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "YD1:RRQIEA:60100100GO0X...")
          @Nullable String text,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "bus") @Nullable String venue,
      @Schema(example = "line-12") @Nullable String gate,
      @Nullable UUID scan) {
    /** Returns this without the text, which is a secret. */
    @Override
    public String toString() {
      return "Text[" + venue + "]";
    }
  }

  /**
   * A document to decide on: a number, a reader's block, a kind with a birth date, or another
   * province's card with the age that it proves.
   */
  record Document(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "museum")
          @Nullable String venue,
      @Nullable String gate,
      @Nullable UUID scan,
      @Schema(description = "18 characters of GB 11643") @Nullable String number,
      @Schema(description = "256 bytes of a card reader in Base64") @Nullable String block,
      @Schema(example = "PASSPORT") @Nullable DocumentKind kind,
      @Schema(example = "1955-03-01") @Nullable LocalDate birthDate,
      @Schema(description = "60, 65, 70, 75, 80, 90 or 100") @Nullable Integer ageOver) {
    /** Returns this without the document. */
    @Override
    public String toString() {
      return "Document[" + venue + "]";
    }
  }

  @Operation(
      summary = "Decide on the text of a code / 核验码文本",
      description =
          "The same scan id again is the same scan: the answer is the same, and counts once."
              + " 同一扫码编号再次提交视为同一次，只计一次。")
  @PostMapping(
      path = "/v1/verify",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Verdict verify(
      @RequestBody Text asked, @Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
    String text = Verification.required(asked.text(), "text");
    Verification.Place place =
        verification.place(asked.venue(), asked.gate(), asked.scan(), caller);
    return answer(verification.decide(text, place));
  }

  @Operation(
      summary = "Decide on the code in a picture / 核验图片里的码",
      description = "A PNG or JPEG, at most 4 MiB and 25 million pixels. 不超过 4 MiB、2500 万像素。")
  @PostMapping(
      path = "/v1/verify/picture",
      consumes = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE},
      produces = MediaType.APPLICATION_JSON_VALUE)
  Verdict verify(
      @RequestParam String venue,
      @RequestParam(required = false) @Nullable String gate,
      @RequestParam(required = false) @Nullable UUID scan,
      @RequestBody byte[] picture,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller caller)
      throws IOException, InterruptedException {
    Verification.Place place = verification.place(venue, gate, scan, caller);
    return answer(verification.decide(gray(picture), place));
  }

  private GrayImage gray(byte[] picture) throws IOException, InterruptedException {
    if (picture.length > MOST_BYTES) {
      throw new ProblemException(Problem.TOO_LARGE, "");
    }
    if (!decoders.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new ProblemException(Problem.TOO_MANY, "");
    }
    try (InputStream in = new ByteArrayInputStream(picture)) {
      return Pictures.read(in, MOST_PIXELS)
          .orElseThrow(() -> new ProblemException(Problem.BAD_PICTURE, LIMIT));
    } catch (Pictures.TooLarge large) {
      throw new ProblemException(Problem.BAD_PICTURE, LIMIT);
    } finally {
      decoders.release();
    }
  }

  @Operation(
      summary = "Decide on an identity document / 核验其他证件",
      description =
          "By the same rules and with equal effect; nothing of it is kept." + " 同等效力，不保存证件的任何内容。")
  @PostMapping(
      path = "/v1/verify/document",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Verdict verify(
      @RequestBody Document asked,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
    Verification.Place place =
        verification.place(asked.venue(), asked.gate(), asked.scan(), caller);
    IdentityDocument.Reading reading = reading(asked);
    try {
      return answer(verification.decide(reading, place));
    } finally {
      if (reading instanceof IdentityDocument.Read read) {
        read.document().close();
      }
    }
  }

  private static IdentityDocument.Reading reading(Document asked) {
    try {
      if (asked.number() != null) {
        return IdentityDocument.ofNumber(asked.number());
      }
      if (asked.block() != null) {
        return IdentityDocument.ofReaderBlock(Base64.getDecoder().decode(asked.block()));
      }
      if (asked.kind() != null && asked.birthDate() != null) {
        LocalDate born = asked.birthDate();
        return IdentityDocument.ofBirthDate(
            asked.kind(), born.getYear(), born.getMonthValue(), born.getDayOfMonth());
      }
      if (asked.ageOver() != null && Holder.AGE_TIERS.contains(asked.ageOver())) {
        return new IdentityDocument.Read(IdentityDocument.staffConfirmed(asked.ageOver()));
      }
    } catch (IllegalArgumentException notOfThisKind) {
      // Its message can quote the document.
      throw new ProblemException(Problem.BAD_REQUEST, "kind, block");
    }
    throw new ProblemException(Problem.BAD_REQUEST, "number | block | kind + birthDate | ageOver");
  }

  private Verdict answer(Verification.Decided decided) {
    return decided.verdict(verification.isOnDisk());
  }

  /** What was scanned, to be taken back. */
  record TakenBack(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "museum")
          @Nullable String venue,
      @Nullable String gate) {}

  /**
   * That an admission was taken back.
   *
   * @param annulment {@code ANNULLED}, or {@code ANNULLED_BEFORE} where that was done already
   */
  record Annulled(String annulment) {}

  @Operation(
      summary = "Take an admission back / 撤回一次放行",
      description = "The turnstile did not turn: the holder may try again at once. 没走成，可以马上再扫。")
  @PostMapping(
      path = "/v1/decisions/{id}/annul",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  Annulled annul(
      @PathVariable UUID id,
      @RequestBody TakenBack taken,
      @Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
    Verification.Place place = verification.place(taken.venue(), taken.gate(), id, caller);
    Annulled annulled = new Annulled(verification.annul(place).name());
    if (!verification.isOnDisk()) {
      throw new ProblemException(Problem.UNAVAILABLE, "journal");
    }
    return annulled;
  }
}

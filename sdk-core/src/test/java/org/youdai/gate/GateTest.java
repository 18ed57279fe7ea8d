package org.youdai.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.youdai.TestAuthority;
import org.youdai.credential.DocumentKind;
import org.youdai.credential.IdentityDocument;
import org.youdai.decision.DecisionId;
import org.youdai.decision.Outcome;
import org.youdai.decision.Reason;
import org.youdai.journal.JournalEntry;
import org.youdai.policy.WhenInDoubt;
import org.youdai.replay.GuardState;
import org.youdai.scan.GrayImage;
import org.youdai.scan.QrText;
import org.youdai.scan.QrWriter;
import org.youdai.trust.SignatureAlgorithm;

class GateTest {
  private static final Duration TICK = Duration.ofMillis(1);

  private final TestAuthority authority = TestAuthority.create(1, SignatureAlgorithm.ES256);
  private final String code = authority.issue(65).reveal();
  private final String other = authority.issue(70).reveal();
  private final TestGate test = gate(GateProfile.of(TestGate.BUS));

  private TestGate gate(GateProfile profile) {
    var snapshot = authority.snapshot();
    return TestGate.of(profile, () -> snapshot);
  }

  private static Passage passage(Answer answer) {
    assertThat(answer).isInstanceOf(Passage.class);
    return (Passage) answer;
  }

  private static Reason reason(Answer answer) {
    return passage(answer).decision().reason();
  }

  private void pass(Duration time) {
    TestGate.pass(test.clock, time);
  }

  @Test
  void genuineCode_opensTheLaneAndIsRecordedOnce() {
    Passage passage = passage(test.gate.scan(code));
    assertThat(passage.lane()).isEqualTo(Lane.OPEN);
    assertThat(passage.lamp()).isEqualTo(Lamp.GREEN);
    assertThat(passage.isRepeat()).isFalse();
    assertThat(passage.isRecorded()).isTrue();
    assertThat(passage.prompt().headline()).isEqualTo("您好，请进");
    assertThat(passage.decision().circumstances().guard()).isEqualTo(GuardState.IN_ORDER);
    assertThat(test.journal).hasSize(1);
    assertThat(test.journal.get(0).decision()).isEqualTo(passage.decision());
  }

  @Test
  void sameCodeWithinTheDebounce_isTheEarlierPassageOnceCounted() {
    Passage first = passage(test.gate.scan(code));
    pass(GateProfile.DEFAULT_DEBOUNCE.minus(TICK));
    Passage again = passage(test.gate.scan(code));
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.isRepeat()).isTrue();
    assertThat(test.journal).hasSize(1);
    assertThat(test.gate.health().decisions()).isEqualTo(1);
  }

  @Test
  void sameCodeAtTheEndOfTheDebounce_isAnotherScan() {
    test.gate.scan(code);
    pass(GateProfile.DEFAULT_DEBOUNCE);
    assertThat(reason(test.gate.scan(code))).isEqualTo(Reason.USED_RECENTLY);
  }

  @Test
  void codeThatStaysInView_isOneScanHoweverLong() {
    DecisionId first = passage(test.gate.scan(code)).id();
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(1));
      assertThat(passage(test.gate.scan(code)).id()).isEqualTo(first);
    }
    assertThat(test.journal).hasSize(1);
  }

  @Test
  void withoutDebounce_everyReadingIsAScan() {
    TestGate plain = gate(GateProfile.of(TestGate.BUS).withDebounce(Duration.ZERO));
    plain.gate.scan(code);
    assertThat(reason(plain.gate.scan(code))).isEqualTo(Reason.USED_RECENTLY);
  }

  @Test
  void anotherCodeInBetween_doesNotEndTheDebounce() {
    Passage first = passage(test.gate.scan(code));
    test.gate.scan(other);
    assertThat(passage(test.gate.scan(code)).id()).isEqualTo(first.id());
  }

  @Test
  void floodOfHostileCodes_doesNotPushAnAdmissionOutOfTheDebounce() {
    Passage first = passage(test.gate.scan(code));
    for (int i = 0; i < 1000; i++) {
      test.gate.scan("YD1:" + i);
    }
    assertThat(passage(test.gate.scan(code)).id()).isEqualTo(first.id());
  }

  private static DecisionId id(long number) {
    return new DecisionId(new UUID(7, number));
  }

  @Test
  void scanThatComesAgainUnderItsId_isTheSamePassageAndCountsOnce() {
    Passage first = passage(test.gate.scan(code, id(1)));
    pass(Duration.ofHours(1));
    Passage again = passage(test.gate.scan(code, id(1)));
    assertThat(first.id()).isEqualTo(id(1));
    assertThat(first.isRepeat()).isFalse();
    assertThat(again).isEqualTo(first.repeated());
    assertThat(test.journal).hasSize(1);
  }

  @Test
  void scanThatIsNotAdmittedAndComesAgain_countsOnce() {
    test.gate.scan(code, id(1));
    Passage refused = passage(test.gate.scan(code, id(2)));
    assertThat(refused.decision().reason()).isEqualTo(Reason.USED_RECENTLY);
    pass(Duration.ofMinutes(5));
    assertThat(passage(test.gate.scan(code, id(2)))).isEqualTo(refused.repeated());
    assertThat(test.journal).hasSize(2);
  }

  @Test
  void documentThatComesAgainUnderItsId_countsOnce() {
    try (IdentityDocument passport =
        ((IdentityDocument.Read) IdentityDocument.ofBirthDate(DocumentKind.PASSPORT, 1940, 1, 1))
            .document()) {
      IdentityDocument.Read reading = new IdentityDocument.Read(passport);
      Passage first = test.gate.present(reading, id(1));
      assertThat(test.gate.present(reading, id(1))).isEqualTo(first.repeated());
    }
    assertThat(test.journal).hasSize(1);
  }

  @Test
  void idOfAnotherScan_isRefused() {
    test.gate.scan(code, id(1));
    assertThatThrownBy(() -> test.gate.scan(other, id(1))).isInstanceOf(Gate.Conflict.class);
    assertThat(test.journal).hasSize(1);
  }

  @Test
  void scanThatWasTakenBack_isNotAnsweredAgain() {
    test.gate.scan(code, id(1));
    assertThat(test.gate.annul(id(1))).isEqualTo(Annulment.ANNULLED);
    assertThatThrownBy(() -> test.gate.scan(code, id(1))).isInstanceOf(Gate.Conflict.class);
    assertThat(passage(test.gate.scan(code, id(2))).lane()).isEqualTo(Lane.OPEN);
  }

  @Test
  void codeOfAnotherSystem_isHandedBackUnderAnyId() {
    assertThat(test.gate.scan("https://www.example.com/", id(1)))
        .isInstanceOf(Answer.NotOurs.class);
    assertThat(test.journal).isEmpty();
  }

  @Test
  void justBeforeTheReuseInterval_wasUsedRecently() {
    test.gate.scan(code);
    pass(Duration.ofMinutes(5).minus(TICK));
    Passage again = passage(test.gate.scan(code));
    assertThat(again.decision().reason()).isEqualTo(Reason.USED_RECENTLY);
    assertThat(again.lane()).isEqualTo(Lane.STAFF);
    assertThat(again.lamp()).isEqualTo(Lamp.YELLOW_BLINKING);
  }

  @Test
  void atTheReuseInterval_isAdmittedAgain() {
    test.gate.scan(code);
    pass(Duration.ofMinutes(5));
    assertThat(reason(test.gate.scan(code))).isEqualTo(Reason.BENEFIT_GRANTED);
  }

  @Test
  void whoIsNotAdmitted_isKnownAgainByNothingInTheJournal() {
    test.gate.scan(code);
    pass(Duration.ofMinutes(1));
    assertThat(reason(test.gate.scan(code))).isEqualTo(Reason.USED_RECENTLY);
    assertThat(((JournalEntry.Decided) test.journal.get(0)).credential()).isPresent();
    assertThat(((JournalEntry.Decided) test.journal.get(1)).credential()).isEmpty();
  }

  @Test
  void withoutAReuseInterval_isAdmittedAtOnce() {
    TestGate free = gate(GateProfile.of(TestGate.BUS.withReuseInterval(Duration.ZERO)));
    free.gate.scan(code);
    TestGate.pass(free.clock, Duration.ofSeconds(2));
    assertThat(reason(free.gate.scan(code))).isEqualTo(Reason.BENEFIT_GRANTED);
  }

  @Test
  void refusedUse_doesNotExtendTheInterval() {
    test.gate.scan(code);
    pass(Duration.ofMinutes(4));
    assertThat(reason(test.gate.scan(code))).isEqualTo(Reason.USED_RECENTLY);
    pass(Duration.ofMinutes(1));
    assertThat(reason(test.gate.scan(code))).isEqualTo(Reason.BENEFIT_GRANTED);
  }

  @Test
  void usedRecently_hasTheOutcomeThatTheOperatorChose() {
    for (var choice :
        List.of(
            List.of(WhenInDoubt.Step.RETRY, Outcome.RETRY),
            List.of(WhenInDoubt.Step.ASSIST, Outcome.ASSIST),
            List.of(WhenInDoubt.Step.CHARGE, Outcome.CHARGE))) {
      WhenInDoubt doubt = WhenInDoubt.STANDARD.withUsedRecently((WhenInDoubt.Step) choice.get(0));
      TestGate chosen = gate(GateProfile.of(TestGate.BUS.withDoubt(doubt)));
      chosen.gate.scan(code);
      TestGate.pass(chosen.clock, Duration.ofSeconds(3));
      assertThat(passage(chosen.gate.scan(code)).decision().outcome()).isEqualTo(choice.get(1));
    }
  }

  @Test
  void annulledPassage_mayBeTriedAgainAtOnce() {
    Passage first = passage(test.gate.scan(code));
    assertThat(test.gate.annul(first.id())).isEqualTo(Annulment.ANNULLED);
    Passage second = passage(test.gate.scan(code));
    assertThat(second.decision().outcome()).isEqualTo(Outcome.ADMIT);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.isRepeat()).isFalse();
    assertThat(test.journal).hasSize(3);
    assertThat(test.journal.get(1)).isInstanceOf(JournalEntry.Annulled.class);
  }

  @Test
  void annullingTwice_changesNothing() {
    Passage first = passage(test.gate.scan(code));
    test.gate.annul(first.id());
    Passage second = passage(test.gate.scan(code));
    assertThat(test.gate.annul(first.id())).isEqualTo(Annulment.ANNULLED_BEFORE);
    pass(Duration.ofSeconds(3));
    assertThat(reason(test.gate.scan(code))).isEqualTo(Reason.USED_RECENTLY);
    assertThat(test.gate.annul(second.id())).isEqualTo(Annulment.ANNULLED);
  }

  @Test
  void whatWasNeverAdmitted_cannotBeTakenBack() {
    Passage closed = passage(test.gate.scan("YD1:"));
    assertThat(test.gate.annul(closed.id())).isEqualTo(Annulment.UNKNOWN);
    assertThat(test.gate.annul(new DecisionId(new UUID(1, 2)))).isEqualTo(Annulment.UNKNOWN);
    assertThat(test.journal).hasSize(1);
  }

  @Test
  void codesOfOthers_areHandedOnAndNeitherCountedNorRecorded() {
    for (String foreign :
        List.of("", "6225880012345678", "https://www.example.com/", "TX1234", "y", "]Q1", "Ｙ")) {
      assertThat(test.gate.scan(foreign)).isEqualTo(new Answer.NotOurs(QrText.of(foreign)));
    }
    assertThat(test.journal).isEmpty();
    assertThat(test.gate.health().decisions()).isZero();
  }

  @Test
  void tokenOfAnotherSystem_isHandedOnThoughItBeginsAsOursDo() {
    String token = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.e30.AAAA";
    assertThat(test.gate.scan(token)).isEqualTo(new Answer.NotOurs(QrText.of(token)));
    assertThat(test.journal).isEmpty();
  }

  @Test
  void whatScannersAddAndChange_isMended() {
    StringBuilder wide = new StringBuilder();
    code.chars().forEach(c -> wide.append(c == ' ' ? '\u3000' : (char) (c + 0xfee0)));
    String utf8 = new String(wide.toString().getBytes(UTF_8), ISO_8859_1);
    List<String> damaged =
        List.of(
            code + "\r\n",
            code + "\r",
            code + "\n",
            code + "\t",
            code + "  ",
            "\u0002" + code + "\u0003",
            "\ufeff" + code,
            "\u00ef\u00bb\u00bf" + code,
            "]Q1" + code,
            "]Q3" + code + "\r\n",
            "\r\n" + code,
            QrText.of(code).withCaseSwapped().reveal(),
            QrText.of(code).withCaseSwapped().reveal() + "\r\n",
            wide.toString(),
            utf8);
    DecisionId first = passage(test.gate.scan(code)).id();
    for (String each : damaged) {
      Passage passage = passage(test.gate.scan(each));
      assertThat(passage.id()).as(damaged.indexOf(each) + "").isEqualTo(first);
    }
    for (byte[] sent :
        List.of(
            code.getBytes(US_ASCII),
            (code + "\r\n").getBytes(US_ASCII),
            code.getBytes(UTF_16LE),
            code.getBytes(UTF_16BE),
            cutAtLineEnd(code, UTF_16LE),
            cutAtLineEnd(code, UTF_16BE),
            ("\ufeff" + code).getBytes(UTF_16LE),
            ("\ufeff" + code).getBytes(UTF_16BE),
            wide.toString().getBytes(UTF_8),
            ("\ufeff" + wide).getBytes(UTF_8),
            ("\ufeff" + code + "\r\n").getBytes(UTF_8))) {
      assertThat(passage(test.gate.scan(sent)).id()).isEqualTo(first);
    }
  }

  /** Returns the second of two lines, as somebody cuts them who looks for single bytes. */
  private static byte[] cutAtLineEnd(String code, Charset charset) {
    byte[] two = (code + "\n" + code + "\n").getBytes(charset);
    int first = 0;
    while (two[first] != '\n') {
      first++;
    }
    int second = first + 1;
    while (two[second] != '\n') {
      second++;
    }
    return Arrays.copyOfRange(two, first + 1, second);
  }

  @Test
  void bytesThatAreNoText_areHandedOn() {
    for (byte[] sent :
        List.of(new byte[0], new byte[1], new byte[348], new byte[] {-1, -2, -3, 0, 1})) {
      assertThat(test.gate.scan(sent)).isInstanceOf(Answer.NotOurs.class);
    }
  }

  @Test
  void frames_areReadAndDebouncedAsTextsAre() {
    GrayImage frame = new QrWriter(3).draw(QrText.of(code));
    Passage first = passage(test.gate.scan(frame));
    assertThat(first.decision().outcome()).isEqualTo(Outcome.ADMIT);
    assertThat(passage(test.gate.scan(frame)).isRepeat()).isTrue();
    assertThat(passage(test.gate.scan(code)).id()).isEqualTo(first.id());
    assertThat(test.gate.scan(GrayImage.of(100, 100, new byte[100 * 100])))
        .isEqualTo(Answer.NothingSeen.IN_THIS_PICTURE);
    assertThat(test.gate.scan(new QrWriter(3).draw(QrText.of("https://www.example.com/"))))
        .isEqualTo(new Answer.NotOurs(QrText.of("https://www.example.com/")));
  }

  @Test
  void identityDocument_isDecidedOnAndRecordedWithoutAnythingOfIt() {
    IdentityDocument.Reading passport =
        IdentityDocument.ofBirthDate(DocumentKind.PASSPORT, 1950, 1, 1);
    Passage passage = test.gate.present(passport);
    assertThat(passage.lane()).isEqualTo(Lane.OPEN);
    assertThat(test.gate.present(passport).lane()).isEqualTo(Lane.OPEN);
    assertThat(((JournalEntry.Decided) test.journal.get(0)).credential()).isEmpty();
    assertThat(test.gate.annul(passage.id())).isEqualTo(Annulment.ANNULLED);
  }

  @Test
  void closedGate_takesNothingMore() {
    test.gate.close();
    test.gate.close();
    assertThatThrownBy(() -> test.gate.scan(code)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void health_tellsWhatTheLastMinuteBrought() {
    test.gate.scan(code);
    pass(Duration.ofSeconds(59));
    test.gate.scan("YD1:");
    Gate.Health health = test.gate.health();
    assertThat(health.lastMinute()).containsEntry(Outcome.ADMIT, 1).containsEntry(Outcome.RETRY, 1);
    pass(Duration.ofSeconds(1));
    assertThat(test.gate.health().lastMinute())
        .containsEntry(Outcome.ADMIT, 0)
        .containsEntry(Outcome.RETRY, 1);
    assertThat(test.gate.health().decisions()).isEqualTo(2);
    assertThat(health.lists()).isNotEmpty();
    assertThat(health.decisionsPerSecond()).isEqualTo(2 / 60.0);
    assertThat(health.isRecording()).isTrue();
  }

  @Test
  void nothingOfAPassage_showsTheCode() {
    Passage passage = passage(test.gate.scan(code));
    String shown = passage + " " + test.journal + " " + test.guard + " " + test.gate.health();
    assertThat(shown).doesNotContain(code.substring(4, 30));
  }
}

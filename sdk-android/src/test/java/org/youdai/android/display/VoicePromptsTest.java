package org.youdai.android.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.os.Looper;
import android.speech.tts.TextToSpeech;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.shadow.api.Shadow;
import org.robolectric.shadows.ShadowTextToSpeech;
import org.youdai.android.Loopers;
import org.youdai.android.display.VoicePrompts.State;
import org.youdai.decision.Prompt;

@RunWith(RobolectricTestRunner.class)
@Config(shadows = {TestSound.class, TestVoice.class})
public final class VoicePromptsTest {
  private final Application app = RuntimeEnvironment.getApplication();
  private final VoicePrompts prompts = VoicePrompts.of(app, Locale.CHINESE);

  @Before
  public void reset() {
    TestSound.reset();
    TestVoice.revive();
    ShadowTextToSpeech.addLanguageAvailability(Locale.SIMPLIFIED_CHINESE);
    settle();
  }

  @After
  public void close() {
    prompts.close();
  }

  private static void settle() {
    Loopers.idle("youdai-tone");
    Loopers.idle("youdai-voice");
    shadowOf(Looper.getMainLooper()).idle(); // tells that an utterance has begun
    Loopers.idle("youdai-voice");
  }

  private static void pass(long millis) {
    Loopers.pass(Duration.ofMillis(millis), "youdai-tone");
    settle();
  }

  private static TestVoice voice() {
    return Shadow.extract(ShadowTextToSpeech.getLastTextToSpeechInstance());
  }

  private static void answer(int status) {
    voice().getOnInitListener().onInit(status);
    settle();
  }

  private void ready() {
    answer(TextToSpeech.SUCCESS);
    assertThat(prompts.state()).isEqualTo(State.READY);
  }

  private void say(String words, int toneMillis) {
    prompts.say(new Prompt("", "", words, "", "", List.of(new Prompt.Note(880, toneMillis)), ""));
    settle();
  }

  private static int samples(int millis) {
    return Tones.RATE * millis / 1000;
  }

  @Test
  public void tone_isHeardAtOnceAndTheWordsAfterIt() {
    ready();
    say("请通行", 200);
    assertThat(TestSound.PLAYED).containsExactly(samples(200));
    assertThat(voice().getSpokenTextList()).isEmpty();
    pass(199);
    assertThat(voice().getSpokenTextList()).isEmpty();
    pass(1);
    assertThat(voice().getSpokenTextList()).containsExactly("请通行");
    assertThat(voice().getCurrentLanguage()).isEqualTo(Locale.SIMPLIFIED_CHINESE);
  }

  @Test
  public void newestPrompt_replacesTheOneThatSoundsAndTheOneThatWaits() {
    ready();
    say("一", 100);
    pass(100);
    assertThat(voice().isStopped()).isFalse();
    say("二", 100);
    assertThat(voice().isStopped()).isTrue();
    pass(50);
    say("三", 100);
    pass(1000);
    assertThat(voice().getSpokenTextList()).containsExactly("一", "三");
    assertThat(voice().getQueueMode()).isEqualTo(TextToSpeech.QUEUE_FLUSH);
    assertThat(TestSound.PLAYED).hasSize(3);
  }

  @Test
  public void voiceThatStartsSlowly_saysTheNewestWordsIfTheyAreInTime() {
    say("一", 100);
    say("二", 100);
    pass(1499);
    assertThat(prompts.state()).isEqualTo(State.STARTING);
    ready();
    assertThat(voice().getSpokenTextList()).containsExactly("二");
  }

  @Test
  public void voiceThatStartsDuringTheTone_saysTheWordsOnceAndAfterIt() {
    say("一", 300);
    pass(100);
    ready();
    assertThat(voice().getSpokenTextList()).isEmpty();
    pass(200);
    assertThat(voice().getSpokenTextList()).containsExactly("一");
  }

  @Test
  public void wordsThatWouldBegin1500MillisecondsLate_areNotSaid() {
    say("一", 100);
    pass(1500);
    ready();
    assertThat(voice().getSpokenTextList()).containsExactly("一"); // at 1,500 they are in time
    TestVoice.revive();
    VoicePromptsTest.pass(1);
    say("二", 1501);
    pass(2000);
    assertThat(voice().getSpokenTextList()).containsExactly("一");
    assertThat(TestSound.PLAYED).hasSize(2);
  }

  @Test
  public void voiceThatAcceptsWordsAndDoesNotBeginInTime_isStopped() {
    ready();
    TestVoice.hangs = true;
    say("一", 100);
    pass(100);
    assertThat(voice().isStopped()).isFalse();
    pass(1399);
    assertThat(voice().isStopped()).isFalse();
    pass(1);
    assertThat(voice().isStopped()).isTrue();
    assertThat(prompts.state()).isEqualTo(State.READY);
    for (int i = 0; i < 2; i++) {
      say("二", 100);
      pass(1500);
    }
    assertThat(prompts.state()).isEqualTo(State.NO_VOICE);
    assertThat(voice().isShutdown()).isTrue();
  }

  @Test
  public void wordsThatHaveBegunInTime_areSaidToTheirEnd() {
    ready();
    say("一", 100);
    pass(100);
    pass(5000);
    assertThat(voice().isStopped()).isFalse();
    assertThat(prompts.state()).isEqualTo(State.READY);
  }

  @Test
  public void deviceWithoutAVoice_hasTonesAloneAndIsAskedAgain() {
    answer(TextToSpeech.ERROR);
    assertThat(prompts.state()).isEqualTo(State.NO_VOICE);
    say("一", 100);
    assertThat(TestSound.PLAYED).hasSize(1);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      TextToSpeech before = ShadowTextToSpeech.getLastTextToSpeechInstance();
      pass(Duration.ofSeconds(seconds).toMillis() - 1);
      assertThat(ShadowTextToSpeech.getLastTextToSpeechInstance()).isSameAs(before);
      pass(1);
      assertThat(ShadowTextToSpeech.getLastTextToSpeechInstance()).isNotSameAs(before);
      assertThat(prompts.state()).isEqualTo(State.STARTING);
      answer(TextToSpeech.ERROR);
    }
    pass(60_000);
    ready();
  }

  @Test
  public void missingLanguage_isToldAndAskedForAgain() {
    ShadowTextToSpeech.reset();
    ShadowTextToSpeech.addLanguageAvailability(Locale.ENGLISH);
    VoicePrompts english = VoicePrompts.of(app, Locale.JAPANESE);
    settle();
    answer(TextToSpeech.SUCCESS);
    assertThat(english.state()).isEqualTo(State.NO_LANGUAGE);
    ShadowTextToSpeech.addLanguageAvailability(Locale.JAPANESE);
    pass(1000);
    answer(TextToSpeech.SUCCESS);
    assertThat(english.state()).isEqualTo(State.READY);
    english.close();
  }

  @Test
  public void voiceThatNeverAnswers_isGivenUpAfterTenSeconds() {
    pass(9999);
    assertThat(prompts.state()).isEqualTo(State.STARTING);
    TestVoice silent = voice();
    pass(1);
    assertThat(prompts.state()).isEqualTo(State.NO_VOICE);
    assertThat(silent.isShutdown()).isTrue();
    silent.getOnInitListener().onInit(TextToSpeech.SUCCESS); // too late
    settle();
    assertThat(prompts.state()).isEqualTo(State.NO_VOICE);
  }

  @Test
  public void voiceThatDies_isToldAndComesAgain() {
    ready();
    TestVoice.isDead = true;
    say("一", 100);
    pass(100);
    assertThat(prompts.state()).isEqualTo(State.NO_VOICE);
    assertThat(TestSound.PLAYED).hasSize(1);
    TestVoice.isDead = false;
    pass(1500); // the first words are too late by now
    ready();
    say("二", 100);
    pass(100);
    assertThat(voice().getSpokenTextList()).containsExactly("二");
  }

  @Test
  public void wordsThatFail_areToldAsWhatIsMissing() {
    ready();
    say("一", 100);
    pass(100);
    voice().getUtteranceProgressListener().onError("1", TextToSpeech.ERROR_NOT_INSTALLED_YET);
    settle();
    assertThat(prompts.state()).isEqualTo(State.NO_LANGUAGE);
    pass(1000);
    ready();
    say("二", 100);
    pass(100);
    voice().getUtteranceProgressListener().onError("1", TextToSpeech.ERROR_SERVICE);
    settle();
    assertThat(prompts.state()).isEqualTo(State.NO_VOICE);
  }

  @Test
  public void deviceWithoutSound_isToldUntilTheNextTone() {
    ready();
    TestSound.isDead = true;
    say("一", 100);
    assertThat(prompts.state()).isEqualTo(State.NO_TONE);
    pass(100);
    assertThat(voice().getSpokenTextList()).containsExactly("一");
    TestSound.isDead = false;
    say("二", 100);
    assertThat(prompts.state()).isEqualTo(State.READY);
  }

  @Test
  public void close_isForGood() {
    ready();
    TestVoice last = voice();
    prompts.close();
    prompts.close();
    prompts.say(new Prompt("", "", "一", "", "", List.of(new Prompt.Note(880, 100)), ""));
    assertThat(prompts.state()).isEqualTo(State.CLOSED);
    TestVoice.awaitShutdown(last);
    assertThat(last.getSpokenTextList()).isEmpty();
    assertThat(TestSound.PLAYED).isEmpty();
  }
}

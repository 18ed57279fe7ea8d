package org.youdai.android.display;

import android.content.Context;
import android.media.AudioAttributes;
import android.os.Bundle;
import android.os.Handler;
import android.os.HandlerThread;
import android.os.Process;
import android.os.SystemClock;
import android.speech.tts.TextToSpeech;
import android.speech.tts.UtteranceProgressListener;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.decision.Prompt;

/**
 * Lets prompts be heard: the tone at once, then the words. Only the newest prompt is; words that
 * would begin later than 1.5 seconds after {@link #say} are not said, since they would be taken for
 * the next passenger's. Where the device has no voice for the language, there is the tone alone.
 *
 * <p>Both are as loud as the device's media are. Every method may be called from any thread, and
 * returns at once.
 */
public final class VoicePrompts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VoicePrompts.class);

  private static final long LATEST_MILLIS = 1500;

  /** A voice that is not there after so long does not come. */
  private static final long START_MILLIS = 10_000;

  private static final long FIRST_DELAY_MILLIS = 1000;
  private static final long LONGEST_DELAY_MILLIS = 60_000;

  /** One that begins too late so often, one time after the other, hangs. */
  private static final int MOST_LATE = 3;

  /** What can be heard. */
  public enum State {
    /** Tones; the voice is being started. */
    STARTING,

    /** Tones and words. */
    READY,

    /** Tones alone: the device has no voice, or it has failed. It is tried again. */
    NO_VOICE,

    /** Tones alone: the voice does not know the language, or has not loaded it yet. */
    NO_LANGUAGE,

    /** Words at most: the device cannot play the last tone. */
    NO_TONE,

    /** Nothing any more. */
    CLOSED
  }

  /** What is to be heard, and since when. */
  private record Request(Prompt prompt, long since) {
    long latest() {
      return since + LATEST_MILLIS;
    }
  }

  private final Context context;
  private final Locale locale;
  private final Handler tone = handler("youdai-tone"); // never waits for a voice
  private final Handler voice = handler("youdai-voice");
  private final Tones tones = new Tones();
  private final Runnable start = this::start;
  private volatile Optional<Request> newest = Optional.empty();
  private volatile State voiceState = State.STARTING;
  private volatile boolean isToneHeard = true;
  private volatile boolean isClosed;

  // What follows belongs to the voice's thread.
  private Optional<Engine> engine = Optional.empty();
  private long delay = FIRST_DELAY_MILLIS;

  private VoicePrompts(Context context, Locale locale) {
    this.context = context.getApplicationContext();
    this.locale = spoken(locale);
    voice.post(start);
  }

  /** Starts the voice for prompts in a language. */
  public static VoicePrompts of(Context context, Locale locale) {
    return new VoicePrompts(context, locale);
  }

  /** Chinese alone may be Cantonese to a voice. */
  private static Locale spoken(Locale locale) {
    boolean isChineseAlone = locale.getLanguage().equals("zh") && locale.getCountry().isEmpty();
    return isChineseAlone ? Locale.SIMPLIFIED_CHINESE : locale;
  }

  private static Handler handler(String name) {
    HandlerThread thread = new HandlerThread(name, Process.THREAD_PRIORITY_AUDIO);
    thread.start();
    return new Handler(thread.getLooper());
  }

  /** Lets a prompt be heard, in place of any other. */
  public void say(Prompt prompt) {
    Request request = new Request(prompt, SystemClock.uptimeMillis());
    newest = Optional.of(request);
    if (!isClosed) {
      tone.post(() -> play(request));
      voice.post(() -> engine.ifPresent(Engine::silence));
      voice.postAtTime(() -> speak(request), request.since() + Tones.millis(prompt.tone()));
    }
  }

  /** Returns what can be heard now. */
  public State state() {
    if (isClosed) {
      return State.CLOSED;
    }
    return isToneHeard ? voiceState : State.NO_TONE;
  }

  private boolean isNewest(Request request) {
    return newest.equals(Optional.of(request));
  }

  private void play(Request request) {
    if (isNewest(request)) {
      isToneHeard = tones.play(request.prompt().tone());
    }
  }

  /** Says the words, or leaves them to the engine that starts: it may be in time. */
  private void speak(Request request) {
    boolean isInTime = SystemClock.uptimeMillis() <= request.latest();
    if (isNewest(request) && isInTime && voiceState == State.READY) {
      engine.ifPresent(each -> each.speak(request));
    }
  }

  private void start() {
    voiceState = State.STARTING;
    Engine next = new Engine();
    engine = Optional.of(next);
    voice.postDelayed(next.timeout, START_MILLIS);
  }

  private void fail(State state) {
    engine.ifPresent(Engine::end);
    engine = Optional.empty();
    voiceState = state;
    voice.postDelayed(start, delay);
    delay = Math.min(2 * delay, LONGEST_DELAY_MILLIS);
  }

  /** One start of the device's voice. */
  private final class Engine extends UtteranceProgressListener {
    private final Runnable timeout = this::timeOut;
    private final Runnable late = this::late;
    private final TextToSpeech speech;
    private int utterances;
    private int lateOnes;

    Engine() {
      // Where there is no voice at all, this is answered before the constructor is over.
      speech = new TextToSpeech(context, status -> voice.post(() -> initialised(status)));
    }

    private boolean isCurrent() {
      return engine.filter(each -> each == this).isPresent();
    }

    private void timeOut() {
      initialised(TextToSpeech.ERROR);
    }

    private void initialised(int status) {
      voice.removeCallbacks(timeout);
      if (!isCurrent()) {
        return;
      }
      if (status != TextToSpeech.SUCCESS) {
        LOG.warn("no voice: {}", status);
        fail(State.NO_VOICE);
      } else if (speech.setLanguage(locale) < TextToSpeech.LANG_AVAILABLE) {
        LOG.warn("no voice for {}", locale);
        fail(State.NO_LANGUAGE);
      } else {
        speech.setAudioAttributes(
            new AudioAttributes.Builder()
                .setUsage(AudioAttributes.USAGE_MEDIA)
                .setContentType(AudioAttributes.CONTENT_TYPE_SPEECH)
                .build());
        speech.setOnUtteranceProgressListener(this);
        voiceState = State.READY;
        newest.ifPresent(this::speakIfDue);
      }
    }

    /** Words whose time has not come yet come by themselves. */
    private void speakIfDue(Request request) {
      long from = request.since() + Tones.millis(request.prompt().tone());
      if (SystemClock.uptimeMillis() >= from) {
        VoicePrompts.this.speak(request);
      }
    }

    void speak(Request request) {
      utterances++;
      int result =
          speech.speak(
              request.prompt().voice(),
              TextToSpeech.QUEUE_FLUSH,
              new Bundle(),
              Integer.toString(utterances));
      if (result == TextToSpeech.SUCCESS) {
        voice.postAtTime(late, request.latest());
      } else {
        LOG.warn("the voice does not speak: {}", result);
        fail(State.NO_VOICE);
      }
    }

    private void late() {
      speech.stop();
      lateOnes++;
      if (lateOnes == MOST_LATE) {
        LOG.warn("the voice does not begin in time");
        fail(State.NO_VOICE);
      }
    }

    void silence() {
      voice.removeCallbacks(late);
      if (utterances > 0) {
        speech.stop();
      }
    }

    void end() {
      voice.removeCallbacks(timeout);
      voice.removeCallbacks(late);
      speech.shutdown();
    }

    @Override
    public void onStart(String utterance) {
      voice.post(
          () -> {
            if (utterance.equals(Integer.toString(utterances))) {
              voice.removeCallbacks(late);
            }
            lateOnes = 0;
            delay = FIRST_DELAY_MILLIS;
          });
    }

    @Override
    public void onDone(String utterance) {}

    @Override
    @Deprecated // and abstract
    public void onError(String utterance) {
      failed(TextToSpeech.ERROR);
    }

    @Override
    public void onError(String utterance, int error) {
      failed(error);
    }

    private void failed(int error) {
      boolean isLoading = error == TextToSpeech.ERROR_NOT_INSTALLED_YET;
      voice.post(
          () -> {
            if (isCurrent()) {
              LOG.warn("the voice has failed: {}", error);
              fail(isLoading ? State.NO_LANGUAGE : State.NO_VOICE);
            }
          });
    }
  }

  /** Falls silent for good. */
  @Override
  public void close() {
    isClosed = true;
    newest = Optional.empty();
    tone.post(tones::close);
    tone.getLooper().quitSafely();
    voice.post(
        () -> {
          voice.removeCallbacks(start);
          engine.ifPresent(Engine::end);
          engine = Optional.empty();
        });
    voice.getLooper().quitSafely();
  }
}

package org.youdai.samples.faregate;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.youdai.decision.Prompt;
import org.youdai.gate.Passage;

/**
 * Plays the tone and says the words of the newest passage, on a thread of its own. Whatever still
 * sounds of an earlier one stops; no passage waits for another's.
 */
final class Sound implements AutoCloseable {
  /** Words that would begin later than this come too late to be of use. */
  private static final long LATEST = Duration.ofMillis(1500).toNanos();

  /** Words that take longer than this hang. */
  private static final long LONGEST_MILLIS = 6000;

  private static final int CHUNK = 4410; // 50 ms

  private final Optional<Voice> voice;
  private final Words words;
  private final Consumer<Notice> staff;
  private final BlockingQueue<Request> newest = new ArrayBlockingQueue<>(1);
  private final Thread player;
  private volatile boolean isClosed;
  private Optional<SourceDataLine> line = Optional.empty();
  private boolean isSilent;
  private boolean isMute;

  /** What is to sound, and since when. */
  private record Request(Prompt prompt, long since) {}

  /**
   * Makes one.
   *
   * @param voice what speaks, if anything does
   * @param words what it says
   * @param staff is told once if there is no sound
   */
  Sound(Optional<Voice> voice, Words words, Consumer<Notice> staff) {
    this.voice = voice;
    this.words = words;
    this.staff = staff;
    this.player = new Thread(this::playOn, "sound");
    player.setDaemon(true);
    player.start();
  }

  /** Asks for the sound of a passage, and returns at once. */
  synchronized void play(Passage passage) {
    newest.clear();
    newest.add(new Request(words.prompt(passage), System.nanoTime()));
  }

  private void playOn() {
    try {
      while (!isClosed) {
        Request request = newest.take();
        tone(request);
        if (isNewest() && System.nanoTime() - request.since() < LATEST) {
          speak(request);
        }
      }
    } catch (InterruptedException closed) {
      line.ifPresent(SourceDataLine::close);
    }
  }

  private boolean isNewest() {
    return newest.isEmpty() && !isClosed;
  }

  private void tone(Request request) {
    Optional<SourceDataLine> open = openLine();
    if (open.isPresent()) {
      byte[] samples = Tone.samples(request.prompt().tone());
      for (int at = 0; at < samples.length && isNewest(); at += CHUNK) {
        open.get().write(samples, at, Math.min(CHUNK, samples.length - at));
      }
      if (isNewest()) {
        open.get().drain();
      } else {
        open.get().flush();
      }
    }
  }

  private Optional<SourceDataLine> openLine() {
    if (line.isEmpty() && !isSilent) {
      try {
        SourceDataLine opened = AudioSystem.getSourceDataLine(Tone.FORMAT);
        opened.open(Tone.FORMAT, 2 * CHUNK);
        opened.start();
        line = Optional.of(opened);
      } catch (LineUnavailableException | IllegalArgumentException | LinkageError noDevice) {
        // A runtime without sound at all lacks the native library, which is a LinkageError.
        isSilent = true;
        staff.accept(Notice.of(Notice.Kind.NO_SOUND));
      }
    }
    return line;
  }

  private void speak(Request request) throws InterruptedException {
    if (voice.isEmpty() || isMute) {
      sayThatNothingSpeaks();
      return;
    }
    try {
      Process speaking = voice.get().say(request.prompt().voice(), words.locale());
      try {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
        boolean isOver = false;
        while (!isOver && isNewest() && System.nanoTime() < end) {
          isOver = speaking.waitFor(20, TimeUnit.MILLISECONDS);
        }
      } finally {
        speaking.destroyForcibly();
      }
    } catch (IOException broken) {
      sayThatNothingSpeaks();
    }
  }

  private void sayThatNothingSpeaks() {
    if (!isMute) {
      isMute = true;
      staff.accept(Notice.of(Notice.Kind.NO_VOICE));
    }
  }

  @Override
  public void close() {
    isClosed = true;
    player.interrupt();
    try {
      player.join(1000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}

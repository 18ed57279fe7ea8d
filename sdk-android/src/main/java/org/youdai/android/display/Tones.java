package org.youdai.android.display;

import android.media.AudioAttributes;
import android.media.AudioFormat;
import android.media.AudioTrack;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.youdai.decision.Prompt;

/**
 * Plays the tones of prompts. Each is made once and kept ready, so that it sounds at once. For use
 * by one thread.
 */
final class Tones implements AutoCloseable {
  /** Samples a second: 16 bits, one channel. */
  static final int RATE = 44_100;

  /** There is one tone for each outcome; an operator may change words while a gate runs. */
  static final int MOST = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Tones.class);
  private static final double LOUDNESS = 0.6;
  private static final int FADE_MILLIS = 12;
  private static final int LONGEST_MILLIS = 2000;

  private final Map<List<Prompt.Note>, AudioTrack> tracks =
      new LinkedHashMap<>(16, 0.75f, true); // the one that was not used for longest is the first
  private Optional<AudioTrack> playing = Optional.empty();

  /** Makes an instance without any tone yet. */
  Tones() {}

  /** Plays a tone in place of the one that sounds, and returns whether it could. */
  boolean play(List<Prompt.Note> notes) {
    silence();
    if (millis(notes) == 0) {
      return true;
    }
    // A track that was kept is dead when the system's sound service was started anew meanwhile.
    return replay(notes) || playAnew(notes);
  }

  private boolean replay(List<Prompt.Note> notes) {
    return Optional.ofNullable(tracks.get(notes)).filter(track -> play(notes, track)).isPresent();
  }

  private boolean playAnew(List<Prompt.Note> notes) {
    try {
      AudioTrack track = track(samples(notes));
      tracks.put(notes, track);
      dropTheOldest();
      return play(notes, track);
    } catch (UnsupportedOperationException | IllegalArgumentException noSound) {
      LOG.warn("no tone", noSound);
      return false;
    }
  }

  private boolean play(List<Prompt.Note> notes, AudioTrack track) {
    try {
      track.reloadStaticData();
      track.play();
      playing = Optional.of(track);
      return true;
    } catch (IllegalStateException dead) {
      LOG.warn("no tone", dead);
      tracks.remove(notes);
      track.release();
      return false;
    }
  }

  private static AudioTrack track(byte[] samples) {
    AudioTrack track =
        new AudioTrack.Builder()
            .setAudioAttributes(
                new AudioAttributes.Builder()
                    .setUsage(AudioAttributes.USAGE_MEDIA)
                    .setContentType(AudioAttributes.CONTENT_TYPE_SONIFICATION)
                    .build())
            .setAudioFormat(
                new AudioFormat.Builder()
                    .setEncoding(AudioFormat.ENCODING_PCM_16BIT)
                    .setSampleRate(RATE)
                    .setChannelMask(AudioFormat.CHANNEL_OUT_MONO)
                    .build())
            .setTransferMode(AudioTrack.MODE_STATIC)
            .setBufferSizeInBytes(samples.length)
            .build();
    int written = track.write(samples, 0, samples.length);
    if (written != samples.length) {
      track.release();
      throw new UnsupportedOperationException("the tone was not taken: " + written);
    }
    return track;
  }

  private void dropTheOldest() {
    if (tracks.size() > MOST) {
      Iterator<AudioTrack> eldest = tracks.values().iterator();
      eldest.next().release();
      eldest.remove();
    }
  }

  /** Stops what sounds. */
  void silence() {
    playing.ifPresent(AudioTrack::stop);
    playing = Optional.empty();
  }

  /** Returns how long a tone is heard. */
  static int millis(List<Prompt.Note> notes) {
    long sum = notes.stream().mapToLong(note -> Math.max(0, note.millis())).sum();
    return (int) Math.min(LONGEST_MILLIS, sum);
  }

  /** Returns sines, faded in and out so that nothing clicks: two bytes each, the low one first. */
  static byte[] samples(List<Prompt.Note> notes) {
    byte[] bytes = new byte[2 * (int) ((long) RATE * millis(notes) / 1000)];
    int at = 0;
    for (Prompt.Note note : notes) {
      int length = (int) Math.min((bytes.length - at) / 2, (long) RATE * note.millis() / 1000);
      for (int i = 0; i < length; i++) {
        double swell = Math.min(1, Math.min(i, length - 1 - i) / (RATE * FADE_MILLIS / 1000.0));
        double sine = Math.sin(2 * Math.PI * note.hertz() * i / RATE);
        short sample = (short) (Short.MAX_VALUE * LOUDNESS * swell * sine);
        bytes[at++] = (byte) sample;
        bytes[at++] = (byte) (sample >> 8);
      }
    }
    return bytes;
  }

  /** Stops, and gives back what tones take of the system. */
  @Override
  public void close() {
    silence();
    tracks.values().forEach(AudioTrack::release);
    tracks.clear();
  }
}

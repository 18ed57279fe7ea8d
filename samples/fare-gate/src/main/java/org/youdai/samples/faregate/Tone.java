package org.youdai.samples.faregate;

import java.util.List;
import javax.sound.sampled.AudioFormat;
import org.youdai.decision.Prompt;

/** A prompt's notes as sound: sines, faded in and out so that nothing clicks. */
final class Tone {
  /** 16 bits, one channel. */
  static final AudioFormat FORMAT = new AudioFormat(44_100, 16, 1, true, false);

  private static final double LOUDNESS = 0.6;
  private static final int FADE_MILLIS = 12;

  private Tone() {}

  /** Returns the samples, two bytes each, the low one first. */
  static byte[] samples(List<Prompt.Note> notes) {
    int rate = (int) FORMAT.getSampleRate();
    int total = notes.stream().mapToInt(note -> rate * note.millis() / 1000).sum();
    byte[] bytes = new byte[2 * total];
    int fade = rate * FADE_MILLIS / 1000;
    int at = 0;
    for (Prompt.Note note : notes) {
      int length = rate * note.millis() / 1000;
      for (int i = 0; i < length; i++) {
        double swell = Math.min(1.0, Math.min(i, length - 1 - i) / (double) fade);
        double sine = Math.sin(2 * Math.PI * note.hertz() * i / rate);
        short sample = (short) (Short.MAX_VALUE * LOUDNESS * swell * sine);
        bytes[at++] = (byte) sample;
        bytes[at++] = (byte) (sample >> 8);
      }
    }
    return bytes;
  }
}

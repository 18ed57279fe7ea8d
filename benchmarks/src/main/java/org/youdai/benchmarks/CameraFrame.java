package org.youdai.benchmarks;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;
import java.util.Random;

/**
 * What a gate's camera sees of a phone: drawn from a seed, in five levels from easy to hopeless.
 * The same seed gives the same frame on every machine.
 *
 * @param frame the frame
 * @param text what the code in it holds; empty if there is none
 */
record CameraFrame(Frame frame, String text) {
  /** How many levels there are, from 0. */
  static final int LEVELS = 5;

  /** How many kinds of frames without a code there are. */
  static final int IDLE_SCENES = 6;

  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  /** Of credentials and presentations: versions 9, 11 and 13 at level M. */
  private static final int[] LENGTHS = {244, 312, 439};

  private static final double[] SMALLEST_MODULE = {4.2, 3.4, 2.8, 2.3, 1.9};
  private static final double[] LARGEST_MODULE = {5.2, 4.2, 3.4, 2.8, 2.3};
  private static final double[] ROTATION = {5, 10, 20, 45, 45};
  private static final double[] TILT = {3.5, 8, 14, 20, 25};
  private static final double[] BLUR = {0.1, 0.25, 0.3, 0.4, 0.55};
  private static final double[] MOTION = {0, 0.2, 0.3, 0.5, 0.8};
  private static final double[] NOISE = {2, 4, 6, 8, 11};
  private static final double[] WHITE = {230, 205, 180, 150, 120};
  private static final double[] GRADIENT = {0.05, 0.15, 0.25, 0.35, 0.45};
  private static final double[] GLARE = {0, 20, 45, 60, 70};
  private static final double[] MOIRE = {0, 0.02, 0.05, 0.08, 0.1};
  private static final double[] DAMAGE = {0, 0.1, 0.25, 0.3, 0.3}; // how often

  /** Draws a frame with a code on a phone. */
  static CameraFrame withCode(long seed, int level, int width, int height, boolean darkMode) {
    Random random = new Random(seed * 31 + level);
    String text = text(random, LENGTHS[random.nextInt(LENGTHS.length)]);
    Drawing drawing = new Drawing(width, height, random);
    drawing.background(random.nextInt(3));
    drawing.phone(code(text), level, darkMode);
    drawing.camera(level);
    return new CameraFrame(drawing.finish(), text);
  }

  /** Draws a frame without a code. */
  static CameraFrame without(long seed, int scene, int width, int height) {
    Random random = new Random(seed * 31 + scene);
    Drawing drawing = new Drawing(width, height, random);
    drawing.background(scene);
    drawing.optics(0.8, 0, 0);
    drawing.noise(scene == 5 ? 0 : 2 + random.nextInt(10));
    return new CameraFrame(drawing.finish(), "");
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder("YD1:");
    while (text.length() < length) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private static ByteMatrix code(String text) {
    try {
      return Encoder.encode(text, ErrorCorrectionLevel.M, Map.<EncodeHintType, Object>of())
          .getMatrix();
    } catch (WriterException tooLong) {
      throw new IllegalStateException(tooLong);
    }
  }

  /** A frame while it is drawn: brightness as it falls on the sensor. */
  private static final class Drawing {
    private final int width;
    private final int height;
    private final Random random;
    private float[] light;

    Drawing(int width, int height, Random random) {
      this.width = width;
      this.height = height;
      this.random = random;
      this.light = new float[width * height];
    }

    private double between(double least, double most) {
      return least + random.nextDouble() * (most - least);
    }

    /** Draws 0 a wall, 1 a room, 2 a text, 3 tiles, 4 squares as in a finder pattern, 5 noise. */
    void background(int scene) {
      double base = between(60, 190);
      double slopeX = between(-40, 40) / width;
      double slopeY = between(-40, 40) / height;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double noise = scene == 5 ? random.nextInt(256) - base : 0;
          light[y * width + x] =
              (float) (base + slopeX * (x - width / 2.0) + slopeY * (y - height / 2.0) + noise);
        }
      }
      switch (scene) {
        case 1 -> room();
        case 2 -> page();
        case 3 -> tiles();
        case 4 -> squares();
        default -> {} // nothing on the wall, and nothing in the noise
      }
    }

    private void room() {
      for (int i = 0; i < 25; i++) {
        int w = 10 + random.nextInt(width / 3);
        int h = 10 + random.nextInt(height / 2);
        box(random.nextInt(width) - w / 2, random.nextInt(height) - h / 2, w, h, between(20, 230));
      }
    }

    private void page() {
      box(0, 0, width, height, between(170, 230));
      int size = 6 + random.nextInt(10);
      for (int y = size; y < height - 2 * size; y += 2 * size) {
        for (int x = size; x < width - size; x += size) {
          if (random.nextInt(6) > 0) {
            for (int stroke = 0; stroke < 3; stroke++) {
              boolean upright = random.nextBoolean();
              int thick = 1 + size / 7;
              box(
                  x + random.nextInt(size - 2),
                  y + random.nextInt(size - 2),
                  upright ? thick : size / 2,
                  upright ? size * 2 / 3 : thick,
                  between(20, 60));
            }
          }
        }
      }
    }

    private void tiles() {
      int size = 14 + random.nextInt(40);
      double dark = between(30, 90);
      for (int y = 0; y < height; y += size) {
        for (int x = 0; x < width; x += size) {
          box(x + 2, y + 2, size - 4, size - 4, dark + between(0, 120));
        }
      }
    }

    private void squares() {
      for (int i = 0; i < 40; i++) {
        int module = 2 + random.nextInt(5);
        int x = random.nextInt(width);
        int y = random.nextInt(height);
        double dark = between(10, 60);
        double white = between(150, 240);
        box(x - module, y - module, 9 * module, 9 * module, white);
        box(x, y, 7 * module, 7 * module, dark);
        box(x + module, y + module, 5 * module, 5 * module, white);
        box(x + 2 * module, y + 2 * module, 3 * module, 3 * module, dark);
      }
    }

    private void box(int left, int top, int w, int h, double value) {
      for (int y = Math.max(0, top); y < Math.min(height, top + h); y++) {
        for (int x = Math.max(0, left); x < Math.min(width, left + w); x++) {
          light[y * width + x] = (float) value;
        }
      }
    }

    /** Draws a phone that shows a code, in perspective, perhaps cracked or held by a finger. */
    void phone(ByteMatrix code, int level, boolean darkMode) {
      double module =
          between(SMALLEST_MODULE[level], LARGEST_MODULE[level]) * (height >= 720 ? 1.4 : 1);
      double turn = Math.toRadians(between(-ROTATION[level], ROTATION[level]));
      double tiltX = Math.toRadians(between(-TILT[level], TILT[level]));
      double tiltY = Math.toRadians(between(-TILT[level], TILT[level]));
      double white = WHITE[level] * between(0.95, 1.05);
      double black = between(12, 35);
      double paper = darkMode ? black : white;
      double ink = darkMode ? white : black;
      Screen screen = new Screen(code, random, level);
      double side = code.getWidth();
      double half = side / 2;
      double reach = (half + 9) * module;
      double centreX = width / 2.0 + between(-0.5, 0.5) * Math.max(0, width - 2.3 * reach);
      double centreY = height / 2.0 + between(-0.5, 0.5) * Math.max(0, height - 2.3 * reach);
      double focus = 1.2 * width;
      double[] axes = axes(turn, tiltX, tiltY);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double sum = 0;
          int inside = 0;
          for (int sub = 0; sub < 9; sub++) {
            double px = x + (sub % 3 + 0.5) / 3 - centreX;
            double py = y + (Math.floorDiv(sub, 3) + 0.5) / 3 - centreY;
            // Where the ray through the point meets the plane of the screen.
            double along = focus * axes[8] / (px * axes[6] + py * axes[7] + focus * axes[8]);
            double dx = px * along;
            double dy = py * along;
            double dz = focus * (along - 1);
            double u = (dx * axes[0] + dy * axes[1] + dz * axes[2]) / module + half;
            double v = (dx * axes[3] + dy * axes[4] + dz * axes[5]) / module + half;
            int seen = screen.at(u, v);
            if (seen >= 0) {
              inside++;
              sum += seen == 0 ? ink : seen == 1 ? paper : seen;
            }
          }
          if (inside > 0) {
            int at = y * width + x;
            light[at] = (float) (light[at] * (9 - inside) / 9 + sum / 9);
          }
        }
      }
      optics(BLUR[level] * between(0.7, 1) * module, MOTION[level] * between(0, 1) * module, level);
    }

    /** Returns the screen's axes along its rows, down its columns, and out of it. */
    private static double[] axes(double turn, double tiltX, double tiltY) {
      double[] right = tilted(Math.cos(turn), Math.sin(turn), tiltX, tiltY);
      double[] down = tilted(-Math.sin(turn), Math.cos(turn), tiltX, tiltY);
      return new double[] {
        right[0],
        right[1],
        right[2],
        down[0],
        down[1],
        down[2],
        right[1] * down[2] - right[2] * down[1],
        right[2] * down[0] - right[0] * down[2],
        right[0] * down[1] - right[1] * down[0]
      };
    }

    private static double[] tilted(double x, double y, double tiltX, double tiltY) {
      double y1 = y * Math.cos(tiltX);
      double z1 = y * Math.sin(tiltX);
      return new double[] {
        x * Math.cos(tiltY) + z1 * Math.sin(tiltY), y1, z1 * Math.cos(tiltY) - x * Math.sin(tiltY)
      };
    }

    /** Blurs: a lens out of focus, then a hand that shakes. */
    void optics(double sigma, double motion, int level) {
      light = convolved(gauss(Math.max(0.35, sigma)), 1, 0);
      light = convolved(gauss(Math.max(0.35, sigma)), 0, 1);
      if (motion > 0.5 && level >= 0) {
        double angle = between(0, 2 * Math.PI);
        int taps = 9;
        float[] moved = new float[light.length];
        for (int tap = 0; tap < taps; tap++) {
          double share = (tap + 0.5) / taps - 0.5;
          add(moved, motion * share * Math.cos(angle), motion * share * Math.sin(angle), taps);
        }
        light = moved;
      }
    }

    private void add(float[] to, double dx, double dy, int parts) {
      int left = (int) Math.floor(dx);
      int top = (int) Math.floor(dy);
      double across = dx - left;
      double down = dy - top;
      for (int y = 0; y < height; y++) {
        int y0 = Math.min(Math.max(y + top, 0), height - 1);
        int y1 = Math.min(Math.max(y + top + 1, 0), height - 1);
        for (int x = 0; x < width; x++) {
          int x0 = Math.min(Math.max(x + left, 0), width - 1);
          int x1 = Math.min(Math.max(x + left + 1, 0), width - 1);
          double upper = light[y0 * width + x0] * (1 - across) + light[y0 * width + x1] * across;
          double lower = light[y1 * width + x0] * (1 - across) + light[y1 * width + x1] * across;
          to[y * width + x] += (float) ((upper * (1 - down) + lower * down) / parts);
        }
      }
    }

    private static float[] gauss(double sigma) {
      int reach = (int) Math.ceil(2.5 * sigma);
      float[] weights = new float[2 * reach + 1];
      double sum = 0;
      for (int i = -reach; i <= reach; i++) {
        sum += Math.exp(-i * i / (2 * sigma * sigma));
      }
      for (int i = -reach; i <= reach; i++) {
        weights[i + reach] = (float) (Math.exp(-i * i / (2 * sigma * sigma)) / sum);
      }
      return weights;
    }

    private float[] convolved(float[] weights, int dx, int dy) {
      int reach = weights.length / 2;
      float[] result = new float[light.length];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          float sum = 0;
          for (int i = -reach; i <= reach; i++) {
            int fromX = Math.min(Math.max(x + i * dx, 0), width - 1);
            int fromY = Math.min(Math.max(y + i * dy, 0), height - 1);
            sum += weights[i + reach] * light[fromY * width + fromX];
          }
          result[y * width + x] = sum;
        }
      }
      return result;
    }

    /** Adds uneven light, glare, moiré and the sensor's noise. */
    void camera(int level) {
      double slope = GRADIENT[level];
      double angle = between(0, 2 * Math.PI);
      double glare = between(0, GLARE[level]);
      double glareX = between(0.25, 0.75) * width;
      double glareY = between(0.25, 0.75) * height;
      double glareSize = between(0.06, 0.2) * width;
      double moire = between(0, MOIRE[level]);
      double wave = 2 * Math.PI / between(3, 9);
      double waveAngle = between(0, 2 * Math.PI);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double along =
              ((x - width / 2.0) * Math.cos(angle) + (y - height / 2.0) * Math.sin(angle))
                  / (width / 2.0);
          double far = ((x - glareX) * (x - glareX) + (y - glareY) * (y - glareY));
          double stripes = Math.sin(wave * (x * Math.cos(waveAngle) + y * Math.sin(waveAngle)));
          int at = y * width + x;
          light[at] =
              (float)
                  (light[at] * (1 + slope * along) * (1 + moire * stripes)
                      + glare * Math.exp(-far / (2 * glareSize * glareSize)));
        }
      }
      noise(NOISE[level]);
    }

    void noise(double deviation) {
      for (int i = 0; i < light.length; i++) {
        light[i] += (float) (deviation * random.nextGaussian());
      }
    }

    Frame finish() {
      byte[] luma = new byte[light.length];
      for (int i = 0; i < luma.length; i++) {
        luma[i] = (byte) Math.min(255, Math.max(0, Math.round(light[i])));
      }
      return Frame.of(width, height, luma);
    }
  }

  /** A phone's screen with a code in its middle, in modules. */
  private static final class Screen {
    private static final int QUIET = 4;

    private final ByteMatrix code;
    private final double bezel = QUIET + 3.0;
    private final double crackU;
    private final double crackV;
    private final double crackAngle;
    private final double crackWidth;
    private final double fingerU;
    private final double fingerV;
    private final double fingerSize;

    Screen(ByteMatrix code, Random random, int level) {
      this.code = code;
      double side = code.getWidth();
      boolean isCracked = random.nextDouble() < DAMAGE[level];
      boolean isHeld = random.nextDouble() < DAMAGE[level];
      this.crackU = side * random.nextDouble();
      this.crackV = side * random.nextDouble();
      this.crackAngle = Math.PI * random.nextDouble();
      this.crackWidth = isCracked ? 0.3 + 0.4 * random.nextDouble() : 0;
      // From the lower right, where there is no finder.
      this.fingerU = side * (0.75 + 0.3 * random.nextDouble());
      this.fingerV = side * (1.0 + 0.1 * random.nextDouble());
      this.fingerSize = isHeld ? side * (0.08 + 0.14 * random.nextDouble()) : 0;
    }

    /** Returns 0 for ink, 1 for paper, a grey level for what lies over it, -1 for no phone. */
    int at(double u, double v) {
      int side = code.getWidth();
      double out = Math.max(Math.max(-u, u - side), Math.max(-v, v - side));
      if (fingerSize > 0 && Math.hypot(u - fingerU, (v - fingerV) * 0.7) < fingerSize) {
        return 95;
      }
      if (out > bezel + 2) {
        return -1;
      }
      if (out > bezel) {
        return 25;
      }
      double across =
          (u - crackU) * Math.sin(crackAngle)
              - (v - crackV) * Math.cos(crackAngle)
              + Math.sin(u / 3) * 0.8;
      if (crackWidth > 0 && Math.abs(across) < crackWidth) {
        return 110;
      }
      if (out > 0) {
        return 1;
      }
      int column = Math.min(side - 1, (int) u);
      int row = Math.min(side - 1, (int) v);
      return code.get(column, row) == 1 ? 0 : 1;
    }
  }
}

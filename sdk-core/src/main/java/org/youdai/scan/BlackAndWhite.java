package org.youdai.scan;

import com.google.zxing.common.BitArray;
import com.google.zxing.common.BitMatrix;
import java.util.Arrays;

/**
 * Makes pictures of one size black and white for zxing's detector, exactly as zxing's {@code
 * HybridBinarizer} does, but in memory that is allocated once. Blocks of eight pixels by eight are
 * held against the mean of five blocks by five.
 */
final class BlackAndWhite {
  private static final int BLOCK = 8;

  /** Below this a side has too few blocks; zxing then goes by one threshold for the whole. */
  static final int SMALLEST_SIDE = 40;

  /** A block whose brightness varies less than this is all light or all dark. */
  private static final int LEAST_RANGE = 24;

  private final int width;
  private final int height;
  private final int across;
  private final int down;
  private final int[] points;
  private final int rowWords;
  private final int[] words;
  private final BitArray row;
  private final BitMatrix matrix;

  BlackAndWhite(int width, int height) {
    this.width = width;
    this.height = height;
    this.across = (width + BLOCK - 1) / BLOCK;
    this.down = (height + BLOCK - 1) / BLOCK;
    this.points = new int[across * down];
    this.rowWords = (width + 31) / 32;
    this.words = new int[rowWords * height];
    this.row = new BitArray(width);
    this.matrix = new BitMatrix(width, height);
  }

  /** Returns the dark pixels; the matrix is good until the next picture. */
  BitMatrix of(GrayImage image, boolean negative) {
    int flip = negative ? 0xff : 0;
    measure(image, flip);
    Arrays.fill(words, 0);
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        setBlock(image, x, y, flip);
      }
    }
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < rowWords; i++) {
        row.setBulk(32 * i, words[y * rowWords + i]);
      }
      matrix.setRow(y, row);
    }
    return matrix;
  }

  /** The last blocks lie wholly inside, over a part of those before. */
  private static int start(int block, int side) {
    return Math.min(block * BLOCK, side - BLOCK);
  }

  private void measure(GrayImage image, int flip) {
    byte[] luma = image.luma();
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        int sum = 0;
        int least = 0xff;
        int most = 0;
        int line = start(y, height) * image.rowStride() + start(x, width);
        for (int j = 0; j < BLOCK; j++) {
          for (int i = 0; i < BLOCK; i++) {
            int value = (luma[line + i] & 0xff) ^ flip;
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
          }
          line += image.rowStride();
        }
        points[y * across + x] = most - least > LEAST_RANGE ? sum / 64 : flat(x, y, least);
      }
    }
  }

  /** A flat block is taken for light, unless it is as dark as the dark next to it. */
  private int flat(int x, int y, int least) {
    if (x == 0 || y == 0) {
      return least / 2;
    }
    int at = y * across + x;
    int before = (points[at - across] + 2 * points[at - 1] + points[at - across - 1]) / 4;
    return least < before ? before : least / 2;
  }

  private void setBlock(GrayImage image, int blockX, int blockY, int flip) {
    int middleX = Math.min(Math.max(blockX, 2), across - 3);
    int middleY = Math.min(Math.max(blockY, 2), down - 3);
    int sum = 0;
    for (int y = middleY - 2; y <= middleY + 2; y++) {
      for (int x = middleX - 2; x <= middleX + 2; x++) {
        sum += points[y * across + x];
      }
    }
    int threshold = sum / 25;
    byte[] luma = image.luma();
    int x = start(blockX, width);
    int y = start(blockY, height);
    int line = y * image.rowStride() + x;
    int word = y * rowWords + x / 32;
    int shift = x % 32;
    for (int j = 0; j < BLOCK; j++) {
      int bits = 0;
      for (int i = 0; i < BLOCK; i++) {
        int value = (luma[line + i] & 0xff) ^ flip;
        bits |= ((value - threshold - 1) >>> 31) << i;
      }
      words[word] |= bits << shift;
      if (shift > 32 - BLOCK) {
        words[word + 1] |= bits >>> (32 - shift);
      }
      line += image.rowStride();
      word += rowWords;
    }
  }
}

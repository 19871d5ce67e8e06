package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Pieces;
import io.embed4j.encode.token.text.Points;
import io.embed4j.encode.token.text.Text;

/**
 * Writes each byte of the UTF-8 form as one printable code point, so that a vocabulary of bytes
 * covers every text (Radford et al. 2019, GPT-2).
 *
 * @param prefixSpace begin each piece with a space
 * @param cutting cut with the pattern of GPT-2 before
 */
public record ByteLevel(boolean prefixSpace, boolean cutting) implements PreTokenizer {
  private static final int[] POINT_OF_BYTE = pointOfByte();

  private static int[] pointOfByte() {
    int[] points = new int[256];
    int next = 256;
    for (int i = 0; i < 256; i++) {
      boolean printable = (i > ' ' && i < 0x7F) || (i > 0xA0 && i != 0xAD);
      points[i] = printable ? i : next++;
    }
    return points;
  }

  /** Returns the code point that stands for a byte. */
  public static int pointOf(byte value) {
    return POINT_OF_BYTE[value & 0xFF];
  }

  /** Returns the byte that a code point stands for, or -1. */
  public static int byteOf(int point) {
    for (int i = 0; i < POINT_OF_BYTE.length; i++) {
      if (POINT_OF_BYTE[i] == point) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Pieces split(Pieces pieces) {
    Pieces words = prefixSpace ? Prefix.add(pieces, ' ', (text, from) -> true) : pieces;
    return bytes(cutting ? words.cut(ByteLevel::words) : words);
  }

  private static void words(Text text, int from, int to, Pieces cut) {
    for (int i = from; i < to; ) {
      int end = Gpt2Scanner.PATTERN.end(text, i, to);
      cut.add(i, end);
      i = end;
    }
  }

  private static Pieces bytes(Pieces pieces) {
    Text text = pieces.text();
    Text bytes = new Text(text.length() + text.length() / 2 + 8);
    Pieces result = new Pieces(bytes);
    for (int i = 0; i < pieces.count(); i++) {
      int from = bytes.length();
      if (pieces.token(i) == Pieces.OPEN) {
        for (int k = pieces.from(i); k < pieces.to(i); k++) {
          appendBytes(text, k, bytes);
        }
      } else {
        bytes.append(text, pieces.from(i), pieces.to(i));
      }
      result.add(from, bytes.length(), pieces.token(i));
    }
    return result;
  }

  private static void appendBytes(Text text, int index, Text bytes) {
    int point = text.point(index);
    int start = text.start(index);
    int end = text.end(index);
    int size = Points.utf8Length(point);
    if (size == 1) {
      bytes.append(POINT_OF_BYTE[point], start, end);
      return;
    }
    bytes.append(POINT_OF_BYTE[((0xF00 >> size) & 0xFF) | (point >> (6 * (size - 1)))], start, end);
    for (int shift = 6 * (size - 2); shift >= 0; shift -= 6) {
      bytes.append(POINT_OF_BYTE[0x80 | ((point >> shift) & 0x3F)], start, end);
    }
  }
}

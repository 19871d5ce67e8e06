package io.embed4j.encode.token.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.encode.token.text.Graphemes;
import io.embed4j.encode.token.text.Points;
import io.embed4j.encode.token.text.Rewriter;
import io.embed4j.encode.token.text.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The character map of SentencePiece (Kudo and Richardson 2018): a double-array trie over UTF-8
 * bytes, whose values are places in a list of replacements.
 *
 * <p>As in the Hugging Face tokenizers, and unlike in SentencePiece itself, a cluster of less than
 * six bytes is looked up as a whole first, and the <em>shortest</em> key that it begins with
 * replaces all of it.
 */
public final class Precompiled implements Normalizer {
  private static final int MAX_CLUSTER_BYTES = 5;

  private final int[] units;
  private final byte[] replacements;

  private Precompiled(int[] units, byte[] replacements) {
    this.units = units;
    this.replacements = replacements;
  }

  /**
   * Reads a map: the trie's length in bytes, the trie, the replacements with a 0 after each.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  public static Precompiled parse(byte[] map) {
    ByteBuffer buffer = ByteBuffer.wrap(map).order(ByteOrder.LITTLE_ENDIAN);
    int trieBytes = map.length < Integer.BYTES ? -1 : buffer.getInt();
    if (trieBytes < 0 || trieBytes > buffer.remaining() || trieBytes % Integer.BYTES != 0) {
      throw new IllegalArgumentException(
          "the trie's length is " + trieBytes + " of " + map.length + " bytes");
    }
    int[] units = new int[trieBytes / Integer.BYTES];
    buffer.asIntBuffer().get(units);
    return new Precompiled(units, Arrays.copyOfRange(map, Integer.BYTES + trieBytes, map.length));
  }

  @Override
  public void normalize(Text text) {
    Changes changes = new Changes(text.length());
    byte[] bytes = new byte[MAX_CLUSTER_BYTES + 1];
    Graphemes graphemes = new Graphemes(text);
    boolean changed = false;
    for (int i = 0; i < text.length(); ) {
      int end = graphemes.next();
      int length = end - i > 1 ? encode(text, i, end, bytes) : Integer.MAX_VALUE;
      int place = length <= MAX_CLUSTER_BYTES ? find(bytes, length) : -1;
      if (place >= 0) {
        changes.replace(end - i, replacement(place));
        changed = true;
      } else {
        for (int k = i; k < end; k++) {
          place = find(bytes, encode(text, k, k + 1, bytes));
          if (place >= 0) {
            changes.replace(1, replacement(place));
            changed = true;
          } else {
            changes.add(text.point(k), 0);
          }
        }
      }
      i = end;
    }
    if (changed) {
      changes.apply(text);
    }
  }

  /**
   * Writes code points in UTF-8; returns the length, or more than the limit if there is no room.
   */
  private static int encode(Text text, int from, int to, byte[] bytes) {
    int length = 0;
    for (int i = from; i < to; i++) {
      int point = text.point(i);
      int size = Points.utf8Length(point);
      if (length + size > MAX_CLUSTER_BYTES) {
        return Integer.MAX_VALUE;
      }
      if (size == 1) {
        bytes[length++] = (byte) point;
        continue;
      }
      bytes[length++] = (byte) ((0xF00 >> size) | (point >> (6 * (size - 1))));
      for (int shift = 6 * (size - 2); shift >= 0; shift -= 6) {
        bytes[length++] = (byte) (0x80 | ((point >> shift) & 0x3F));
      }
    }
    return length;
  }

  /** Returns the place of the shortest key that bytes begin with, or -1. */
  private int find(byte[] bytes, int length) {
    int node = offset(units[0]);
    for (int i = 0; i < length; i++) {
      int label = bytes[i] & 0xFF;
      node ^= label;
      if (label == 0 || node >= units.length || (units[node] & 0x800000FF) != label) {
        return -1;
      }
      int unit = units[node];
      node ^= offset(unit);
      if (((unit >> 8) & 1) == 1) {
        return units[node] & 0x7FFFFFFF;
      }
    }
    return -1;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & (1 << 9)) >> 6);
  }

  private String replacement(int place) {
    int end = place;
    while (end < replacements.length && replacements[end] != 0) {
      end++;
    }
    return new String(replacements, place, end - place, UTF_8);
  }

  /** Code points and changes, see {@link Rewriter}; later ones may still alter earlier ones. */
  private static final class Changes {
    private int[] points;
    private int[] changes;
    private int count;

    Changes(int capacity) {
      points = new int[capacity + 8];
      changes = new int[capacity + 8];
    }

    void add(int point, int change) {
      if (count == points.length) {
        points = Arrays.copyOf(points, 2 * count);
        changes = Arrays.copyOf(changes, 2 * count);
      }
      points[count] = point;
      changes[count++] = change;
    }

    /** Puts a string in the place of some code points. */
    void replace(int oldCount, String replacement) {
      int before = count;
      replacement.codePoints().forEach(point -> add(point, 0));
      int more = count - before - oldCount;
      if (more > 0) {
        Arrays.fill(changes, count - more, count, 1);
      } else if (more < 0 && count > 0) {
        changes[count - 1] += more; // an empty replacement counts for what stands before it
      }
    }

    void apply(Text text) {
      Rewriter rewriter = new Rewriter(text, 0);
      for (int i = 0; i < count; i++) {
        rewriter.put(points[i], changes[i]);
      }
      rewriter.finish();
    }
  }
}

package io.embed4j.graph.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Names of entities or relations and their ids 0 to size − 1, in the order of first appearance.
 *
 * <p>Names are kept as UTF-8 in chunks of 16 MiB, with no object per name. Length and id stand
 * before the bytes, so that a look-up touches two places in memory: the slot and the name. A name
 * costs its bytes and 30 to 43 more. Not thread-safe while names are added; thread-safe for reading
 * afterwards.
 */
public final class Vocabulary {
  /** What {@link #find} returns for a name that is not here. */
  public static final int UNKNOWN = -1;

  private static final int CHUNK_BITS = 24;
  private static final int CHUNK_BYTES = 1 << CHUNK_BITS;
  private static final int HEADER_BYTES = 8;
  private static final int PLACE_BITS = 40;
  private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** One after the other: length (4 bytes), id (4 bytes), name. */
  private byte[][] chunks = {new byte[256]};

  private int lastChunk;
  private int used = HEADER_BYTES; // so that no place is 0

  /** Per id: its place, which is the chunk above the offset of the header. */
  private long[] places = new long[16];

  /** Open addressing with linear probing: 24 bits of the hash above the place; 0 is a free slot. */
  private long[] slots = new long[32];

  private int size;

  /** Makes an empty vocabulary. */
  public Vocabulary() {}

  /** Returns the id of a name, giving it the next free id if it is new. */
  public int add(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return add(bytes, 0, bytes.length);
  }

  /**
   * Returns the id of the name in {@code length} bytes of UTF-8 from {@code offset}, giving it the
   * next free id if it is new. The bytes are copied.
   *
   * @throws IllegalArgumentException if the name is 16 MiB or longer
   */
  public int add(byte[] buffer, int offset, int length) {
    long hash = hash(buffer, offset, length);
    int slot = slot(hash, buffer, offset, length);
    if (slots[slot] != 0) {
      return id(slots[slot]);
    }
    if (length > CHUNK_BYTES - 2 * HEADER_BYTES) {
      throw new IllegalArgumentException(
          "a name must be shorter than 16 MiB, but has " + length + " bytes");
    }
    append(buffer, offset, length);
    slots[slot] = entry(hash, places[size - 1]);
    if (size * 5L > slots.length * 3L) {
      grow();
    }
    return size - 1;
  }

  /** Returns the id of a name, or {@link #UNKNOWN}. */
  public int find(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return find(bytes, 0, bytes.length);
  }

  /** Returns the id of a name given as UTF-8, or {@link #UNKNOWN}. */
  public int find(byte[] buffer, int offset, int length) {
    int slot = slot(hash(buffer, offset, length), buffer, offset, length);
    return slots[slot] == 0 ? UNKNOWN : id(slots[slot]);
  }

  /** Returns the name of an id. */
  public String name(int id) {
    return new String(chunk(id), offset(id), length(id), UTF_8);
  }

  /** Returns the number of names. */
  public int size() {
    return size;
  }

  /**
   * Returns at most {@code k} names that are spelt most like a text, the nearest first. Likeness is
   * the number of bytes to insert, delete or replace (upper and lower case of ASCII letters count
   * as equal); a name that needs more changes than a third of the length of the text is left out. A
   * scan over all names: about 30 ms for 100,000 short names.
   */
  public List<String> nearest(String text, int k) {
    return Arrays.stream(NearestNames.find(this, text, k)).mapToObj(this::name).toList();
  }

  /** Returns the array that holds the bytes of a name, from {@link #offset}. */
  byte[] chunk(int id) {
    return chunks[(int) (places[Objects.checkIndex(id, size)] >>> CHUNK_BITS)];
  }

  int offset(int id) {
    return offset(places[id]) + HEADER_BYTES;
  }

  /** Returns the number of bytes of a name. */
  int length(int id) {
    return (int) ((long) LONG.get(chunk(id), offset(places[id])) >>> 32);
  }

  private int id(long entry) {
    long place = entry & PLACE_MASK;
    return (int) (long) LONG.get(chunks[(int) (place >>> CHUNK_BITS)], offset(place));
  }

  private static int offset(long place) {
    return (int) place & (CHUNK_BYTES - 1);
  }

  private static long entry(long hash, long place) {
    return (hash & ~PLACE_MASK) | place;
  }

  /** Returns the slot that holds a name, or the free one where it belongs. */
  private int slot(long hash, byte[] buffer, int offset, int length) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
      if (((entry ^ hash) & ~PLACE_MASK) == 0
          && isName(entry & PLACE_MASK, buffer, offset, length)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isName(long place, byte[] buffer, int offset, int length) {
    byte[] chunk = chunks[(int) (place >>> CHUNK_BITS)];
    int header = offset(place);
    int from = header + HEADER_BYTES;
    return (int) ((long) LONG.get(chunk, header) >>> 32) == length
        && Arrays.equals(chunk, from, from + length, buffer, offset, offset + length);
  }

  /** Eight bytes at a time, each step multiplied and folded so that high bits reach low ones. */
  private static long hash(byte[] buffer, int offset, int length) {
    long hash = length * MULTIPLIER;
    int i = offset;
    int end = offset + length;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      hash = fold(hash ^ (long) LONG.get(buffer, i));
    }
    long tail = 0;
    for (; i < end; i++) {
      tail = tail << 8 | (buffer[i] & 0xff);
    }
    return fold(hash ^ tail);
  }

  private static long fold(long x) {
    long product = x * MULTIPLIER;
    return product ^ (product >>> 32);
  }

  private void append(byte[] buffer, int offset, int length) {
    int needed = HEADER_BYTES + length;
    if (used + needed > CHUNK_BYTES) {
      lastChunk++;
      used = 0;
      chunks = Arrays.copyOf(chunks, lastChunk + 1);
      chunks[lastChunk] = new byte[CHUNK_BYTES];
    } else if (used + needed > chunks[lastChunk].length) {
      int capacity = Math.max(used + needed, 2 * chunks[lastChunk].length);
      chunks[lastChunk] = Arrays.copyOf(chunks[lastChunk], Math.min(CHUNK_BYTES, capacity));
    }
    LONG.set(chunks[lastChunk], used, (long) length << 32 | size);
    System.arraycopy(buffer, offset, chunks[lastChunk], used + HEADER_BYTES, length);
    if (size == places.length) {
      places = Arrays.copyOf(places, size + (size >> 1));
    }
    places[size++] = (long) lastChunk << CHUNK_BITS | used;
    used += needed;
  }

  /** Doubles the slots; hashes anew, because a slot keeps only a part of the hash. */
  private void grow() {
    slots = new long[2 * slots.length];
    int mask = slots.length - 1;
    for (int id = 0; id < size; id++) {
      long hash = hash(chunk(id), offset(id), length(id));
      int slot = (int) hash & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = entry(hash, places[id]);
    }
  }
}

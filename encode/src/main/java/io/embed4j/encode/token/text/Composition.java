package io.embed4j.encode.token.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decompositions, their inverse, and the order of marks: what Unicode Standard Annex 15 needs of a
 * character database. The JDK normalizes strings but tells nothing of the single steps, so the
 * tables are filled by normalizing each code point once.
 */
final class Composition {
  private static final int HANGUL = 0xAC00;
  private static final int HANGUL_END = 0xD7A4;
  private static final int LEAD = 0x1100;
  private static final int VOWEL = 0x1161;
  private static final int TRAIL = 0x11A7;
  private static final int LEADS = 19;
  private static final int VOWELS = 21;
  private static final int TRAILS = 28;

  /** Where code points may have a decomposition or be a mark; first and last in turn. */
  private static final int[] BLOCKS = {
    0xA0, 0x33FF, 0xA400, 0xABFF, 0xF900, 0xFFFF, 0x10000, 0x1FBFF, 0x2F800, 0x2FA1F
  };

  /** One mark of each combining class, in ascending order of the classes. */
  private static final int[] CLASS_MARKS = {
    0x334, 0x93C, 0x3099, 0x94D, 0x5B0, 0x5B1, 0x5B2, 0x5B3, 0x5B4, 0x5B5, 0x5B6, 0x5B7, 0x5B8,
    0x5B9, 0x5BB, 0x5BC, 0x5BD, 0x5BF, 0x5C1, 0x5C2, 0xFB1E, 0x64B, 0x64C, 0x64D, 0x64E, 0x64F,
    0x650, 0x651, 0x652, 0x670, 0x711, 0xC55, 0xC56, 0xE38, 0xE48, 0xEB8, 0xEC8, 0xF71, 0xF72,
    0xF74, 0x321, 0x1DCE, 0x31B, 0x302A, 0x316, 0x59A, 0x302E, 0x1D16D, 0x5AE, 0x300, 0x315, 0x35C,
    0x35D, 0x345
  };

  /** All values of {@link #order} are below this. */
  static final int ORDERS = CLASS_MARKS.length + 2;

  private static final Composition SHARED = new Composition();

  private final int[] @Nullable [] @Nullable [] canonical =
      new int[0x300] @Nullable [] @Nullable [];
  private final int[] @Nullable [] @Nullable [] compatible =
      new int[0x300] @Nullable [] @Nullable [];
  private final byte[] @Nullable [] classes = new byte[0x300][];
  private final Map<Long, Integer> pairs = new HashMap<>();

  private Composition() {
    for (int block = 0; block < BLOCKS.length; block += 2) {
      for (int point = BLOCKS[block]; point <= BLOCKS[block + 1]; point++) {
        learn(point);
      }
    }
  }

  /** Returns the tables. */
  static Composition shared() {
    return SHARED;
  }

  private void learn(int point) {
    int type = Character.getType(point);
    if (type == Character.UNASSIGNED || LaterUnicode.DECOMPOSITIONS.contains(point)) {
      return;
    }
    String alone = Character.toString(point);
    String decomposed = Normalizer.normalize(alone, Form.NFD);
    if (!decomposed.equals(alone)) {
      put(canonical, point, decomposed.codePoints().toArray());
      if (Normalizer.normalize(decomposed, Form.NFC).equals(alone)) {
        int last = decomposed.codePointBefore(decomposed.length());
        String rest = decomposed.substring(0, decomposed.length() - Character.charCount(last));
        pairs.put(pair(Normalizer.normalize(rest, Form.NFC).codePointAt(0), last), point);
      }
    }
    String plain = Normalizer.normalize(alone, Form.NFKD);
    if (!plain.equals(alone)) {
      put(compatible, point, plain.codePoints().toArray());
    }
    if ((type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK)
        && !LaterUnicode.COMBINING_CLASSES.contains(point)) {
      int rank = rank(alone);
      if (rank > 0) {
        byte[] page = classes[point >> 8];
        if (page == null) {
          page = new byte[256];
          classes[point >> 8] = page;
        }
        page[point & 255] = (byte) rank;
      }
    }
  }

  private static void put(int[] @Nullable [] @Nullable [] table, int point, int[] decomposition) {
    int[] @Nullable [] page = table[point >> 8];
    if (page == null) {
      page = new int[256][];
      table[point >> 8] = page;
    }
    page[point & 255] = decomposition;
  }

  /** Returns a number that orders marks like their combining classes; 0 for class 0. */
  private static int rank(String mark) {
    int low = 0;
    int high = CLASS_MARKS.length;
    while (low < high) { // the first mark whose class is not below that of this one
      int middle = (low + high) / 2;
      if (swaps(mark, Character.toString(CLASS_MARKS[middle]))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean moves = low > 0 || swaps("\u0345", mark);
    return moves ? low + 1 : 0;
  }

  private static boolean swaps(String first, String second) {
    return !Normalizer.normalize("a" + first + second, Form.NFD).equals("a" + first + second)
        && Normalizer.normalize("a" + second + first, Form.NFD).equals("a" + second + first);
  }

  private static long pair(int first, int second) {
    return (long) first << 32 | second;
  }

  /** Returns the full decomposition of a code point that has one and is no Hangul syllable. */
  int @Nullable [] decomposition(int point, boolean compatibility) {
    int[] @Nullable [] @Nullable [] table = compatibility ? compatible : canonical;
    int[] @Nullable [] page = point >> 8 < table.length ? table[point >> 8] : null;
    return page == null ? null : page[point & 255];
  }

  /** Returns the place of a mark's combining class among all classes; 0 for class 0. */
  int order(int point) {
    byte[] page = point >> 8 < classes.length ? classes[point >> 8] : null;
    return page == null ? 0 : page[point & 255];
  }

  /** Returns what two code points compose to, or -1. */
  int compose(int first, int second) {
    if (first >= LEAD && first < LEAD + LEADS && second >= VOWEL && second < VOWEL + VOWELS) {
      return HANGUL + ((first - LEAD) * VOWELS + (second - VOWEL)) * TRAILS;
    }
    if (isHangul(first)
        && (first - HANGUL) % TRAILS == 0
        && second > TRAIL
        && second < TRAIL + TRAILS) {
      return first + (second - TRAIL);
    }
    return pairs.getOrDefault(pair(first, second), -1);
  }

  /** Returns whether a code point is a Hangul syllable, which decomposes by arithmetic. */
  static boolean isHangul(int point) {
    return point >= HANGUL && point < HANGUL_END;
  }

  /** Returns the two or three letters of a Hangul syllable. */
  static int[] hangulLetters(int point) {
    int index = point - HANGUL;
    int lead = LEAD + index / (VOWELS * TRAILS);
    int vowel = VOWEL + index / TRAILS % VOWELS;
    int trail = index % TRAILS;
    return trail == 0 ? new int[] {lead, vowel} : new int[] {lead, vowel, TRAIL + trail};
  }
}

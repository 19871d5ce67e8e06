package io.embed4j.encode.token.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The four normalization forms of Unicode Standard Annex 15, which keep track of offsets. */
public enum NormalForm {
  NFC(false, true),
  NFD(false, false),
  NFKC(true, true),
  NFKD(true, false);

  private static final int FIRST_MARK = 0x300;
  private static final int FIRST_COMPATIBLE = 0xA0;
  private static final int FIRST_CANONICAL = 0xC0;

  private final boolean compatibility;
  private final boolean composes;

  NormalForm(boolean compatibility, boolean composes) {
    this.compatibility = compatibility;
    this.composes = composes;
  }

  /** Brings a text into this form. */
  public void apply(Text text) {
    if (isUnchanged(text)) {
      return;
    }
    Steps steps = decompose(text);
    if (composes) {
      steps = compose(steps);
    }
    Rewriter rewriter = new Rewriter(text, 0);
    for (int i = 0; i < steps.count; i++) {
      rewriter.put(steps.points[i], steps.changes[i]);
    }
    rewriter.finish();
  }

  /** Returns whether a text surely is in this form; Chinese and most Latin text is. */
  private boolean isUnchanged(Text text) {
    int first = compatibility ? FIRST_COMPATIBLE : composes ? FIRST_MARK : FIRST_CANONICAL;
    for (int i = 0; i < text.length(); i++) {
      int point = text.point(i);
      if (point >= first && (point < 0x3400 || point > 0x9FFF)) {
        return false;
      }
    }
    return true;
  }

  private Steps decompose(Text text) {
    Composition composition = Composition.shared();
    Steps steps = new Steps(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      int point = text.point(i);
      int @Nullable [] parts =
          Composition.isHangul(point)
              ? Composition.hangulLetters(point)
              : composition.decomposition(point, compatibility);
      int count = parts == null ? 1 : parts.length;
      for (int k = 0; k < count; k++) {
        int part = parts == null ? point : parts[k];
        steps.add(part, k == 0 ? 0 : 1, part < FIRST_MARK ? 0 : composition.order(part));
      }
    }
    steps.sortMarks();
    return steps;
  }

  /** The composition algorithm; a composed change is the sum of both, less the one that goes. */
  private static Steps compose(Steps parts) {
    Composition composition = Composition.shared();
    Steps composed = new Steps(parts.count);
    int starter = -1; // index in composed
    int lastOrder = -1; // of the marks that stay behind the starter; -1: none does
    for (int i = 0; i < parts.count; i++) {
      int point = parts.points[i];
      int order = parts.orders[i];
      if (starter >= 0 && (lastOrder < 0 || lastOrder < order)) {
        int whole = composition.compose(composed.points[starter], point);
        if (whole >= 0) {
          composed.points[starter] = whole;
          composed.changes[starter] += parts.changes[i] - 1;
          continue;
        }
      }
      if (order == 0) {
        starter = composed.count;
        lastOrder = -1;
      } else if (starter >= 0) {
        lastOrder = order;
      }
      composed.add(point, parts.changes[i], order);
    }
    return composed;
  }

  /** A growing list of code points with their changes and the orders of marks. */
  private static final class Steps {
    private int[] points;
    private int[] changes;
    private int[] orders;
    private int count;

    Steps(int capacity) {
      points = new int[capacity];
      changes = new int[capacity];
      orders = new int[capacity];
    }

    void add(int point, int change, int order) {
      if (count == points.length) {
        points = Arrays.copyOf(points, 2 * count + 8);
        changes = Arrays.copyOf(changes, 2 * count + 8);
        orders = Arrays.copyOf(orders, 2 * count + 8);
      }
      points[count] = point;
      changes[count] = change;
      orders[count++] = order;
    }

    /** Brings each run of marks into the order of their classes; equal ones keep their order. */
    void sortMarks() {
      for (int i = 0; i < count; ) {
        int end = i + 1;
        boolean sorted = true;
        if (orders[i] != 0) {
          for (; end < count && orders[end] != 0; end++) {
            sorted &= orders[end - 1] <= orders[end];
          }
        }
        if (!sorted) {
          sort(i, end);
        }
        i = end;
      }
    }

    /** A counting sort: a hostile text may be one run of a million marks. */
    private void sort(int from, int to) {
      int[] next = new int[Composition.ORDERS + 1];
      for (int i = from; i < to; i++) {
        next[orders[i] + 1]++;
      }
      for (int order = 1; order < next.length; order++) {
        next[order] += next[order - 1];
      }
      int[] oldPoints = Arrays.copyOfRange(points, from, to);
      int[] oldChanges = Arrays.copyOfRange(changes, from, to);
      int[] oldOrders = Arrays.copyOfRange(orders, from, to);
      for (int i = 0; i < oldOrders.length; i++) {
        int target = from + next[oldOrders[i]]++;
        points[target] = oldPoints[i];
        changes[target] = oldChanges[i];
        orders[target] = oldOrders[i];
      }
    }
  }
}

package io.embed4j.encode.token.text;

/**
 * Writes a new version of a text, and follows which code points of the old version each new one
 * stands for. A change says what happens to the old version: 0 replaces its next code point, 1
 * inserts before it, and −n replaces it and removes the n after it. The rules are those of the
 * Hugging Face tokenizers, whose offsets thereby come out the same even where they surprise.
 */
public final class Rewriter {
  private final Text old;
  private final Text renewed;
  private int consumed;

  /** A rewriter of a whole text, whose first code points may already be gone. */
  public Rewriter(Text old, int removed) {
    this.old = old;
    this.renewed = new Text(old.length() + old.length() / 4 + 4);
    this.consumed = removed;
  }

  /** Adds a code point; see the class for the change. */
  public void put(int point, int change) {
    int model = change > 0 ? consumed - 1 : consumed;
    if (old.length() == 0) {
      renewed.append(point, 0, 0);
    } else if (model < 0) {
      renewed.append(point, old.start(0), old.start(0));
    } else {
      int index = Math.min(model, old.length() - 1);
      renewed.append(point, old.start(index), old.end(index));
    }
    if (change <= 0) {
      consumed += 1 - change;
    }
  }

  /** Gives the text its new version. */
  public void finish() {
    old.become(renewed);
  }
}

package io.embed4j.neural.attention;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.RmsNorm;
import io.embed4j.neural.layer.Workspace;
import java.util.Optional;

/**
 * Multi-head attention of the tokens of a sequence to each other: Vaswani et al. 2017, section
 * 3.2.2. Thread-safe: no state.
 *
 * @param projection one product for queries, keys and values, in this order
 * @param output the last product
 * @param norms of each head of queries and keys: Qwen 3, Gemma 3
 * @param rope turns queries and keys by their position
 * @param bias added to the scores
 */
public record SelfAttention(
    Linear projection,
    Linear output,
    Heads heads,
    Span span,
    Optional<HeadNorms> norms,
    Optional<Rope> rope,
    Optional<RelativeBias> bias) {
  /** Norms of single heads. */
  public record HeadNorms(RmsNorm queries, RmsNorm keys) {}

  public SelfAttention {
    if (projection.outputs() != heads.queryWidth() + 2 * heads.keyWidth()) {
      throw new IllegalArgumentException(
          "a projection to %d floats does not fit %s".formatted(projection.outputs(), heads));
    }
  }

  /** Returns full attention without any refinement. */
  public static SelfAttention of(Linear projection, Linear output, Heads heads) {
    return new SelfAttention(
        projection,
        output,
        heads,
        Span.full(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the same attention within another span. */
  public SelfAttention within(Span other) {
    return new SelfAttention(projection, output, heads, other, norms, rope, bias);
  }

  /** Returns the same attention with norms of the heads. */
  public SelfAttention with(HeadNorms other) {
    return new SelfAttention(projection, output, heads, span, Optional.of(other), rope, bias);
  }

  /** Returns the same attention with turned queries and keys. */
  public SelfAttention with(Rope other) {
    return new SelfAttention(projection, output, heads, span, norms, Optional.of(other), bias);
  }

  /** Returns the same attention with a bias of the scores. */
  public SelfAttention with(RelativeBias other) {
    return new SelfAttention(projection, output, heads, span, norms, rope, Optional.of(other));
  }

  /** Returns the result without the bias of {@link #output}; the caller adds it to each row. */
  public Matrix product(Matrix x, Pass pass) {
    Workspace space = pass.space();
    Matrix all = projection.forward(x, space); // tokens × (queries, keys, values)
    int keysAt = heads.queryWidth();
    int valuesAt = keysAt + heads.keyWidth();
    Matrix q = all.columnRange(0, keysAt);
    Matrix k = all.columnRange(keysAt, valuesAt);
    Matrix v = all.columnRange(valuesAt, all.columns());
    norms.ifPresent(n -> normalize(q, n.queries(), space));
    norms.ifPresent(n -> normalize(k, n.keys(), space));
    rope.ifPresent(
        r -> {
          pass.table(r).applyInPlace(q, heads.dim(), pass.positions(), space);
          pass.table(r).applyInPlace(k, heads.dim(), pass.positions(), space);
        });
    Attention attention =
        new Attention(
            heads, span, bias.map(pass::table), q, k, v, pass.segments(), pass.segments());
    Matrix mixed = attention.forward(space); // tokens × heads · dim
    space.release(all);
    Matrix y = output.product(mixed, space); // tokens × dim
    space.release(mixed);
    return y;
  }

  private void normalize(Matrix x, RmsNorm norm, Workspace space) {
    space.forRows(
        x.rows(),
        row -> {
          int start = x.offset() + row * x.rowStride();
          for (int at = start; at < start + x.columns(); at += heads.dim()) {
            norm.applyInPlace(x.data(), at);
          }
        });
  }
}

package io.embed4j.neural.attention;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.AttentionGradient.BiasSums;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.List;
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
    norms.ifPresent(n -> n.applyInPlace(all, heads, space));
    rope.ifPresent(r -> turn(pass.table(r), all, pass, space));
    Matrix mixed = attention(all, pass, Optional.empty()).forward(space); // tokens × heads · dim
    space.release(all);
    Matrix y = output.product(mixed, space); // tokens × dim
    space.release(mixed);
    return y;
  }

  private Attention attention(Matrix all, Pass pass, Optional<Softmaxes> softmaxes) {
    Segments segments = pass.segments();
    Matrix q = all.columnRange(0, keysAt());
    Matrix k = all.columnRange(keysAt(), valuesAt());
    Matrix v = all.columnRange(valuesAt(), all.columns());
    return new Attention(
        heads, span, bias.map(pass::table), q, k, v, segments, segments, softmaxes);
  }

  private void turn(Rope.Table table, Matrix all, Pass pass, Workspace space) {
    table.applyInPlace(all.columnRange(0, valuesAt()), heads.dim(), pass.positions(), space);
  }

  private int keysAt() {
    return heads.queryWidth();
  }

  private int valuesAt() {
    return heads.queryWidth() + heads.keyWidth();
  }

  /**
   * Returns what {@link #product} does, and the way back, which does not need y: the caller may
   * overwrite it.
   */
  public Trace trace(Matrix x, Pass pass, Training training) {
    Workspace space = training.space();
    Matrix all = projection.forward(x, space); // tokens × (queries, keys, values)
    Optional<Matrix> raw = norms.map(n -> HeadNorms.input(all, valuesAt(), space));
    norms.ifPresent(n -> n.applyInPlace(all, heads, space));
    rope.ifPresent(r -> turn(pass.table(r), all, pass, space));
    Softmaxes softmaxes = Softmaxes.of(heads.count(), x.rows(), training.dropout());
    Attention attention = attention(all, pass, Optional.of(softmaxes));
    Matrix mixed = attention.forward(space); // tokens × heads · dim
    Matrix y = output.product(mixed, space); // tokens × dim
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dMixed = output.backwardProduct(mixed, dy, training);
          Matrix dAll = space.matrix(all.rows(), all.columns());
          backward(attention, softmaxes, mixed, dMixed, dAll, pass, space);
          List.of(all, mixed, dMixed).forEach(space::release);
          rope.ifPresent(r -> turn(pass.table(r).inverse(), dAll, pass, space));
          raw.ifPresent(r -> norms.orElseThrow().backwardInPlace(r, dAll, heads, space));
          raw.ifPresent(space::release);
          Matrix dx = projection.backward(x, dAll, training);
          space.release(dAll);
          return dx;
        });
  }

  private void backward(
      Attention attention,
      Softmaxes softmaxes,
      Matrix mixed,
      Matrix dMixed,
      Matrix dAll,
      Pass pass,
      Workspace space) {
    BiasSums biases = bias.map(b -> biasSums(b, pass)).orElseGet(BiasSums::none);
    new AttentionGradient(
            attention,
            softmaxes,
            mixed,
            dMixed,
            dAll.columnRange(0, keysAt()),
            dAll.columnRange(keysAt(), valuesAt()),
            dAll.columnRange(valuesAt(), dAll.columns()),
            biases)
        .run(space);
    bias.ifPresent(b -> b.addGradient(biases.sums(), pass.segments().count(), biases.table()));
  }

  private BiasSums biasSums(RelativeBias bias, Pass pass) {
    RelativeBias.Table reversed = pass.table(bias).reversed();
    int rows = pass.segments().count() * heads.count();
    return new BiasSums(new float[rows * reversed.distances()], reversed);
  }
}

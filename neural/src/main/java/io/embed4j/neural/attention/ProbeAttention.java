package io.embed4j.neural.attention;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.AttentionGradient.BiasSums;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Attention of one learnt row to all rows of each sequence: Lee et al.: Set Transformer, 2019,
 * section 3.2; Zhai et al.: Scaling Vision Transformers, 2022. Thread-safe: no state.
 *
 * @param probe the row, which is the same for each sequence
 * @param projection one product for queries, keys and values, in this order
 * @param output the last product
 */
public record ProbeAttention(Parameter probe, Linear projection, Linear output, Heads heads) {
  /** Returns one row a sequence. */
  public Matrix forward(Matrix x, Segments segments, Workspace space) {
    Matrix query = projection.forward(probeRow(), space); // 1 × (query, key, value)
    Matrix all = projection.forward(x, space); // tokens × (queries, keys, values)
    Matrix q = repeated(query, segments.count(), space);
    Matrix mixed = attention(q, all, segments, Optional.empty()).forward(space);
    List.of(query, all, q).forEach(space::release);
    Matrix y = output.forward(mixed, space); // sequences × dim
    space.release(mixed);
    return y;
  }

  private Matrix probeRow() {
    return Matrix.of(probe.values(), 1, probe.size());
  }

  private Matrix repeated(Matrix query, int times, Workspace space) {
    Matrix q = space.matrix(times, heads.queryWidth());
    for (int i = 0; i < times; i++) {
      System.arraycopy(query.data(), 0, q.data(), i * q.columns(), q.columns());
    }
    return q;
  }

  private Attention attention(
      Matrix q, Matrix all, Segments segments, Optional<Softmaxes> softmaxes) {
    return new Attention(
        heads,
        Span.full(),
        Optional.empty(),
        q,
        keys(all),
        values(all),
        Segments.ofLengths(Collections.nCopies(segments.count(), 1)),
        segments,
        softmaxes);
  }

  private Matrix keys(Matrix all) {
    return all.columnRange(heads.queryWidth(), heads.queryWidth() + heads.keyWidth());
  }

  private Matrix values(Matrix all) {
    return all.columnRange(heads.queryWidth() + heads.keyWidth(), all.columns());
  }

  /** Returns what {@link #forward} does, and the way back. */
  public Trace trace(Matrix x, Segments segments, Training training) {
    Workspace space = training.space();
    Matrix query = projection.forward(probeRow(), space); // 1 × (query, key, value)
    Matrix all = projection.forward(x, space); // tokens × (queries, keys, values)
    Matrix q = repeated(query, segments.count(), space);
    Softmaxes softmaxes = Softmaxes.of(heads.count(), segments.count(), Dropout.none());
    Attention attention = attention(q, all, segments, Optional.of(softmaxes));
    Matrix mixed = attention.forward(space); // sequences × heads · dim
    Trace y = output.trace(mixed, training);
    return new Trace(
        y.y(),
        dy -> {
          Matrix dMixed = y.backward(dy);
          Matrix dQ = space.matrix(q.rows(), q.columns());
          Matrix dAll = space.matrix(all.rows(), all.columns());
          Arrays.fill(dAll.data(), 0, all.rows() * all.columns(), 0); // x asks no queries
          new AttentionGradient(
                  attention,
                  softmaxes,
                  mixed,
                  dMixed,
                  dQ,
                  keys(dAll),
                  values(dAll),
                  BiasSums.none())
              .run(space);
          addProbeGradient(dQ, query, training);
          Matrix dx = projection.backward(x, dAll, training);
          List.of(query, all, q, mixed, dMixed, dQ, dAll).forEach(space::release);
          return dx;
        });
  }

  /** Adds to the gradient of the probe, and of the projection by the probe. */
  private void addProbeGradient(Matrix dQ, Matrix query, Training training) {
    Workspace space = training.space();
    Matrix dQuery = space.matrix(1, query.columns());
    Arrays.fill(dQuery.data(), 0, query.columns(), 0);
    for (int i = 0; i < dQ.rows(); i++) {
      Vectors.addScaled(1, dQ.data(), i * dQ.columns(), dQuery.data(), 0, dQ.columns());
    }
    Matrix dProbe = projection.backward(probeRow(), dQuery, training);
    if (!probe.isFrozen()) {
      Vectors.addScaled(1, dProbe.data(), 0, probe.gradient(), 0, probe.size());
    }
    space.release(dQuery);
    space.release(dProbe);
  }
}

package io.embed4j.neural.attention;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Workspace;
import java.util.Optional;

/**
 * Multi-head attention of a decoder's tokens to the states of the encoder: Vaswani et al. 2017,
 * section 3.2.3. Thread-safe: no state.
 *
 * @param query product for the queries
 * @param keysAndValues one product for keys and values, in this order
 * @param output the last product
 */
public record CrossAttention(Linear query, Linear keysAndValues, Linear output, Heads heads) {
  /** Returns the result without the bias of {@link #output}; the caller adds it to each row. */
  public Matrix product(Matrix x, Pass pass, Memory memory) {
    Workspace space = pass.space();
    Matrix q = query.forward(x, space); // target tokens × heads · dim
    Matrix all = keysAndValues.forward(memory.states(), space); // source tokens × (keys, values)
    Matrix k = all.columnRange(0, heads.keyWidth());
    Matrix v = all.columnRange(heads.keyWidth(), all.columns());
    Attention attention =
        new Attention(
            heads,
            Span.full(),
            Optional.empty(),
            q,
            k,
            v,
            pass.segments(),
            memory.segments(),
            Optional.empty());
    Matrix mixed = attention.forward(space); // target tokens × heads · dim
    space.release(q);
    space.release(all);
    Matrix y = output.product(mixed, space); // target tokens × dim
    space.release(mixed);
    return y;
  }
}

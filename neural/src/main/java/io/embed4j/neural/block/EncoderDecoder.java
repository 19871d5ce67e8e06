package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.attention.Memory;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Rows;
import java.util.List;

/**
 * An encoder, and a decoder that looks at its states. Thread-safe.
 *
 * @param input the first states of the decoder's tokens
 * @param blocks of the decoder
 * @param lastNorm of the decoder's states
 */
public record EncoderDecoder(
    TextModel encoder, InputLayer input, List<DecoderBlock> blocks, Norm lastNorm, int dim) {
  public EncoderDecoder {
    blocks = List.copyOf(blocks);
  }

  /**
   * Returns the states of the decoder, target tokens × dim.
   *
   * @param source what the encoder reads
   * @param target what the decoder has written so far, beginning with its start token; as many
   *     sequences as {@code source}
   */
  public Matrix forward(TokenBatch source, TokenBatch target, Workers workers) {
    if (source.sequences() != target.sequences()) {
      throw new IllegalArgumentException(
          "target must have %d sequences as source, but has %d"
              .formatted(source.sequences(), target.sequences()));
    }
    Matrix states = encoder.forward(source, workers).last();
    Matrix last = Matrix.zeros(target.tokens(), dim);
    Groups.run(
        target.segments(),
        workers,
        (from, to, space) -> {
          TokenBatch group = target.range(from, to);
          Pass pass = new Pass(group.segments(), group.positions(), space);
          Matrix seen = states.rowRange(source.segments().start(from), source.segments().start(to));
          Memory memory = new Memory(seen, source.segments().range(from, to));
          Matrix x = input.forward(group, pass); // target tokens × dim
          for (DecoderBlock block : blocks) {
            x = block.forward(x, pass, memory);
          }
          Matrix y = x;
          space.forRows(y.rows(), row -> lastNorm.applyInPlace(y.data(), row * y.rowStride()));
          Rows.copy(y, last, target.segments().start(from));
          space.release(y);
        });
    return last;
  }
}

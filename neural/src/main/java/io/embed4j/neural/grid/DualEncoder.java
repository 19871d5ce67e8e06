package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.block.PooledCollector;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Projection;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;
import java.util.Optional;

/**
 * A model of text and one of pictures or sounds, whose vectors are in one space: Radford et al.:
 * Learning Transferable Visual Models From Natural Language Supervision, 2021. Thread-safe.
 *
 * @param text with a pooled state
 * @param textProjection of the pooled state, where a family has one
 * @param grid with a pooled state
 * @param gridProjection of the pooled state, where a family has one
 * @param dim of the space
 * @param logits what the cosine of two vectors means
 */
public record DualEncoder(
    TextModel text,
    Optional<Projection> textProjection,
    GridModel grid,
    Optional<Projection> gridProjection,
    int dim,
    Logits logits) {
  /**
   * exp(logScale) cos + bias, and the probability that it stands for.
   *
   * @param logScale one float
   * @param bias one float, a constant 0 where a family has none
   */
  public record Logits(Parameter logScale, Parameter bias, Probability probability) {
    /** Returns the logit of a cosine. */
    public double of(double cosine) {
      return Math.exp(logScale.values()[0]) * cosine + bias.values()[0];
    }

    /** Returns the probabilities of the texts for one picture or sound, from its cosines. */
    public double[] probabilities(double[] cosines) {
      double[] z = Arrays.stream(cosines).map(this::of).toArray();
      return switch (probability) {
        case ONE_OF_ALL -> {
          double max = Arrays.stream(z).max().orElse(0);
          double[] e = Arrays.stream(z).map(x -> Math.exp(x - max)).toArray();
          double sum = Arrays.stream(e).sum();
          yield Arrays.stream(e).map(x -> x / sum).toArray();
        }
        case EACH_ALONE -> Arrays.stream(z).map(x -> 1 / (1 + Math.exp(-x))).toArray();
      };
    }
  }

  /** What a logit says. */
  public enum Probability {
    /** Softmax: one of the texts fits: CLIP. */
    ONE_OF_ALL,
    /** Sigmoid: each text fits or not: Zhai et al.: Sigmoid Loss, 2023; SigLIP. */
    EACH_ALONE
  }

  /** Returns a vector, not yet of length 1, for each text. */
  public Matrix texts(TokenBatch batch, Workers workers) {
    PooledCollector pooled = new PooledCollector(batch.sequences());
    text.forward(batch, workers, LayerListener.none(), pooled);
    return projected(pooled, textProjection, workers);
  }

  /** Returns a vector, not yet of length 1, for each picture or sound. */
  public Matrix grids(GridBatch batch, Workers workers) {
    PooledCollector pooled = new PooledCollector(batch.grids().count());
    grid.forward(batch, workers, LayerListener.none(), pooled);
    return projected(pooled, gridProjection, workers);
  }

  private Matrix projected(
      PooledCollector collector, Optional<Projection> projection, Workers workers) {
    Matrix pooled = collector.pooled().orElseGet(() -> Matrix.zeros(0, dim)); // of an empty batch
    return pooled.rows() == 0
        ? pooled
        : projection.map(p -> p.forward(pooled, new Workspace(workers))).orElse(pooled);
  }

  /** Vectors of a batch in training, and the way back. */
  public record VectorsTrace(Matrix vectors, Backward backward) {
    /** From the gradients of the vectors to those of the parameters. */
    public interface Backward {
      /** Adds to the gradients of the parameters; to be called once. */
      void apply(Matrix dVectors);
    }
  }

  /** Returns a vector, not yet of length 1, for each text, and the way back. */
  public VectorsTrace traceTexts(TokenBatch batch, Training training) {
    return projected(text.trace(batch, training), textProjection, training);
  }

  /** Returns a vector, not yet of length 1, for each picture or sound, and the way back. */
  public VectorsTrace traceGrids(GridBatch batch, Training training) {
    return projected(grid.trace(batch, training), gridProjection, training);
  }

  private static VectorsTrace projected(
      StatesTrace states, Optional<Projection> projection, Training training) {
    Workspace space = training.space();
    Matrix pooled = states.states().pooled().orElseThrow();
    Optional<Trace> trace = projection.map(p -> p.trace(pooled, training));
    return new VectorsTrace(
        trace.map(Trace::y).orElse(pooled),
        dVectors -> {
          Matrix last = states.states().last();
          Matrix dLast = space.matrix(last.rows(), last.columns());
          Arrays.fill(dLast.data(), 0, last.rows() * last.columns(), 0);
          Matrix dPooled = trace.map(t -> t.backward(dVectors)).orElse(dVectors);
          states.backward(dLast, Optional.of(dPooled));
          space.release(dLast);
          trace.ifPresent(t -> space.release(dPooled));
        });
  }
}

package io.embed4j.neural.train;

import io.embed4j.core.error.DivergedException;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.train.AdamW.Decayed;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes parameters by {@link AdamW}, all in one pass that threads share. The same bits for any
 * number of threads. Belongs to the thread that trains.
 */
public final class Optimizer {
  private static final int FLOATS_AT_ONCE = 1 << 16;
  private static final String STEPS = "optimizer.steps";

  /** A parameter and the means of its gradients and of their squares. */
  private record Moments(Parameter parameter, float[] mean, float[] squares) {}

  /** A part of a parameter, on which one thread works. */
  private record Piece(Moments of, int start, int length) {}

  private final AdamW settings;
  private final List<Moments> all = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private int steps;

  /** Makes an optimiser of the parameters that are not frozen. */
  public Optimizer(AdamW settings, List<Parameter> parameters) {
    this.settings = settings;
    for (Parameter parameter : parameters) {
      if (!parameter.isFrozen()) {
        int size = parameter.size();
        Moments moments = new Moments(parameter, new float[size], new float[size]);
        all.add(moments);
        for (int start = 0; start < size; start += FLOATS_AT_ONCE) {
          pieces.add(new Piece(moments, start, Math.min(FLOATS_AT_ONCE, size - start)));
        }
      }
    }
  }

  /** Returns how many steps have been done. */
  public int steps() {
    return steps;
  }

  /**
   * Does one step, after which gradients are 0 again.
   *
   * @param rateFactor of the learning rate, from its schedule
   * @param batches whose gradients have been added up; the step goes along their mean
   * @return the length of the mean gradient, before it was shortened
   * @throws DivergedException if it is no number; parameters are then as before
   */
  public double step(double rateFactor, int batches, Workers workers) {
    double norm = norm(workers) / batches;
    if (!Double.isFinite(norm)) {
      throw new DivergedException("the gradient of step " + (steps + 1) + " is " + norm);
    }
    steps++;
    float factor = (float) (Math.min(1, settings.maxNorm() / norm) / batches);
    double rate = settings.learningRate() * rateFactor;
    double correction1 = 1 - StrictMath.pow(settings.beta1(), steps);
    double correction2 = Math.sqrt(1 - StrictMath.pow(settings.beta2(), steps));
    workers.forEach(
        pieces.size(),
        i -> {
          Piece piece = pieces.get(i);
          Moments of = piece.of;
          Vectors.adamW(
              of.parameter.values(),
              of.mean,
              of.squares,
              of.parameter.gradient(),
              piece.start,
              piece.length,
              (float) (decays(of.parameter) ? 1 - rate * settings.decay() : 1),
              factor,
              (float) (rate * correction2 / correction1),
              (float) settings.beta1(),
              (float) settings.beta2(),
              (float) (settings.epsilon() * correction2));
        });
    all.forEach(moments -> moments.parameter.changed(workers));
    return norm;
  }

  private boolean decays(Parameter parameter) {
    return settings.decayed() == Decayed.ALL || parameter.decays();
  }

  /** Returns the length of the gradients of all parameters together. */
  private double norm(Workers workers) {
    all.forEach(moments -> moments.parameter.gradient()); // made before threads ask for them
    double[] squares = new double[pieces.size()];
    workers.forEach(
        squares.length,
        i -> {
          Piece piece = pieces.get(i);
          float[] gradient = piece.of.parameter.gradient();
          squares[i] = Vectors.squaredNorm(gradient, piece.start, piece.length);
        });
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return Math.sqrt(sum);
  }

  /** Adds what a later run needs to go on as this one would. */
  public void save(SafetensorsWriter writer) {
    writer.add(STEPS, Tensor.of(new int[] {steps}, 1));
    for (Moments moments : all) {
      int size = moments.mean.length;
      writer.add(meanName(moments), Tensor.of(moments.mean, size));
      writer.add(squaresName(moments), Tensor.of(moments.squares, size));
    }
  }

  /**
   * Goes on where the optimiser that {@link #save} was called of stood.
   *
   * @throws io.embed4j.core.error.ModelFormatException if it had other parameters
   */
  public void restore(SafetensorsFile file) {
    steps = file.ints(STEPS, 1)[0];
    for (Moments moments : all) {
      int size = moments.mean.length;
      System.arraycopy(file.floats(meanName(moments), size), 0, moments.mean, 0, size);
      System.arraycopy(file.floats(squaresName(moments), size), 0, moments.squares, 0, size);
    }
  }

  private static String meanName(Moments moments) {
    return "optimizer.mean." + moments.parameter.name();
  }

  private static String squaresName(Moments moments) {
    return "optimizer.squares." + moments.parameter.name();
  }
}

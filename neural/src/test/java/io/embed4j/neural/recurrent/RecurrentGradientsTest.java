package io.embed4j.neural.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.block.States;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.GradientContract;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.recurrent.Cell.State;
import io.embed4j.neural.recurrent.RecurrentLayer.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells, layers and encoders against plain formulas in double and their central differences. */
final class RecurrentGradientsTest {
  private static final int VOCABULARY = 7;

  private final GradientContract contract = new GradientContract(2e-5);
  private final Training training = GradientContract.training();

  static Stream<Cell> cells() {
    return Stream.of(
        new RnnCell(Activation.TANH), new RnnCell(Activation.RELU), new LstmCell(), new GruCell());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void cell(Cell cell) {
    int width = 19;
    int sums = cell.gates() * width;
    int[] ends = {sums, 2 * sums, 2 * sums + width, 2 * sums + 2 * width}; // of x, r, h, c
    contract.check(
        given -> trace(cell, given.data(), ends, width),
        Matrix.of(contract.numbers(ends[3], 0), 1, ends[3]),
        points -> {
          double[] x = Arrays.copyOf(points.getFirst(), ends[0]);
          double[] r = Arrays.copyOfRange(points.getFirst(), ends[0], ends[1]);
          double[] h = Arrays.copyOfRange(points.getFirst(), ends[1], ends[2]);
          double[] c = Arrays.copyOfRange(points.getFirst(), ends[2], ends[3]);
          return DoubleCells.step(cell, x, r, h, c);
        });
  }

  private static Trace trace(Cell cell, float[] given, int[] ends, int width) {
    float[] x = Arrays.copyOf(given, ends[0]);
    float[] r = Arrays.copyOfRange(given, ends[0], ends[1]);
    int rows = cell.hasMemory() ? 2 * width : 0;
    float[] h = Arrays.copyOf(Arrays.copyOfRange(given, ends[1], ends[2]), 2 * width);
    float[] c = Arrays.copyOf(Arrays.copyOfRange(given, ends[2], ends[3]), rows);
    State state = new State(h, c, width);
    cell.step(x, 0, r, 0, state, 0, 1);
    float[] y = new float[2 * width];
    System.arraycopy(h, width, y, 0, width);
    System.arraycopy(c, rows / 2, y, width, rows / 2);
    return new Trace(
        Matrix.of(y, 1, y.length),
        dy -> {
          float[] dh = Arrays.copyOf(dy.data(), width);
          float[] dc = Arrays.copyOfRange(dy.data(), width, width + rows / 2);
          cell.backward(x, 0, r, 0, state, 0, 1, new State(dh, dc, width), 0);
          float[] dx = new float[ends[3]];
          System.arraycopy(x, 0, dx, 0, x.length);
          System.arraycopy(cell.dependsOnSum() ? x : r, 0, dx, ends[0], r.length);
          System.arraycopy(dh, 0, dx, ends[1], width);
          System.arraycopy(dc, 0, dx, ends[2], dc.length);
          return Matrix.of(dx, 1, dx.length);
        });
  }

  /** The parameters of a layer in one direction, made by the contract. */
  private RecurrentLayer layer(Cell cell, int inputs, int width, Direction direction) {
    int sums = cell.gates() * width;
    Parameter w = contract.parameter("w", 0, sums, inputs);
    Parameter b = contract.parameter("b", 0, sums);
    Parameter u = contract.parameter("u", 0, sums, width);
    Parameter c = contract.parameter("c", 0, sums);
    return new RecurrentLayer(Linear.of(w, sums, b), Linear.of(u, sums, c), cell, direction);
  }

  private static DoubleCells.Layer inDouble(RecurrentLayer layer, List<double[]> points, int at) {
    return new DoubleCells.Layer(
        layer.cell(),
        points.get(at),
        points.get(at + 1),
        points.get(at + 2),
        points.get(at + 3),
        layer.width());
  }

  static Stream<RaggedCase> raggedCases() {
    List<Integer> many = IntStream.range(0, 20).mapToObj(i -> 1 + i % 3).toList();
    return cells()
        .flatMap(
            cell ->
                Stream.of(Direction.values())
                    .flatMap(
                        direction ->
                            Stream.of(List.of(1), List.of(2, 5, 0, 1, 5, 3), many)
                                .map(lengths -> new RaggedCase(cell, direction, lengths))));
  }

  record RaggedCase(Cell cell, Direction direction, List<Integer> lengths) {}

  @ParameterizedTest
  @MethodSource("raggedCases")
  void layer(RaggedCase given) {
    int inputs = 3;
    int width = 4;
    RecurrentLayer layer = layer(given.cell, inputs, width, given.direction);
    Segments segments = Segments.ofLengths(given.lengths);
    contract.check(
        x -> {
          Matrix y = Matrix.zeros(x.rows(), width);
          RecurrentLayer.Backward way = layer.trace(x, segments, y, training);
          return new Trace(
              y,
              dy -> {
                Matrix dx = Matrix.zeros(x.rows(), inputs);
                way.add(dy, dx);
                return dx;
              });
        },
        Matrix.of(contract.numbers(segments.rows() * inputs, 0), segments.rows(), inputs),
        points -> {
          double[][] x = rows(points.getFirst(), inputs);
          double[][] y = new double[x.length][width];
          run(layer, segments, x, points, 1, y, 0);
          return flat(y);
        });
  }

  private static void run(
      RecurrentLayer layer,
      Segments segments,
      double[][] x,
      List<double[]> points,
      int at,
      double[][] y,
      int column) {
    DoubleCells.Layer weights = inDouble(layer, points, at);
    boolean backward = layer.direction() == Direction.BACKWARD;
    for (int i = 0; i < segments.count(); i++) {
      DoubleCells.run(weights, x, segments.start(i), segments.end(i), backward, y, column);
    }
  }

  /** Of as many layers, the last one in one direction alone where there are three. */
  private RecurrentEncoder encoder(Cell cell, int layers) {
    int width = 3;
    Embedding words = Embedding.of(contract.parameter("words", 0, VOCABULARY, 5), VOCABULARY, 5);
    List<Directions> stack = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      int inputs = i == 0 ? 5 : 2 * width;
      List<RecurrentLayer> directions = new ArrayList<>();
      for (Direction direction : Direction.values()) {
        if (i < 2 || direction == Direction.BACKWARD) {
          directions.add(layer(cell, inputs, width, direction));
        }
      }
      stack.add(new Directions(directions));
    }
    return new RecurrentEncoder(words, stack);
  }

  private static TokenBatch batch() {
    return TokenBatch.of(
        List.of(
            new int[] {3, 1}, new int[] {6, 6, 0, 2, 6}, new int[0], new int[] {5}, new int[] {1}));
  }

  /** Which way an encoder is trained. */
  enum Way {
    PLAIN,
    WITH_DROPOUT,
    AGAIN_WITH_DROPOUT
  }

  @ParameterizedTest
  @EnumSource
  void encoderOfThreeLayers(Way way) {
    Training dropping = training.with(new Dropout(0.4, 0, 5));
    Training how =
        switch (way) {
          case PLAIN -> training;
          case WITH_DROPOUT -> dropping;
          case AGAIN_WITH_DROPOUT ->
              dropping.recomputingIn(new Workspace(training.space().workers()));
        };
    check(encoder(new GruCell(), 3), how);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void encoderOfTwoLayersWithDropout(Cell cell) {
    check(encoder(cell, 2), training.with(new Dropout(0.4, 0, 6)));
  }

  /** Compares the last states, and behind them the pooled ones. */
  private void check(RecurrentEncoder encoder, Training how) {
    TokenBatch batch = batch();
    contract.check(
        nothing -> {
          StatesTrace trace = encoder.trace(batch, how);
          States states = trace.states();
          Matrix pooled = states.pooled().orElseThrow();
          Matrix y = Matrix.zeros(batch.tokens() + batch.sequences(), encoder.dim());
          int split = batch.tokens() * encoder.dim();
          System.arraycopy(states.last().data(), 0, y.data(), 0, split);
          System.arraycopy(pooled.data(), 0, y.data(), split, y.data().length - split);
          return new Trace(
              y,
              dy -> {
                Matrix dPooled = dy.rowRange(batch.tokens(), dy.rows());
                Matrix dLast = dy.rowRange(0, batch.tokens());
                trace.backward(dLast, Optional.of(dPooled));
                return nothing;
              });
        },
        Matrix.zeros(0, 0),
        points -> formula(encoder, batch, how, points));
  }

  private static double[] formula(
      RecurrentEncoder encoder, TokenBatch batch, Training how, List<double[]> points) {
    double[][] table = rows(points.get(1), encoder.words().dim());
    double[][] x = Arrays.stream(batch.ids()).mapToObj(id -> table[id]).toArray(double[][]::new);
    int at = 2;
    for (int i = 0; i < encoder.stack().size(); i++) {
      Directions directions = encoder.stack().get(i);
      double[][] y = new double[x.length][directions.width()];
      if (i > 0) {
        x = dropped(x, how.at(i).dropout());
      }
      int column = 0;
      for (RecurrentLayer layer : directions.layers()) {
        run(layer, batch.segments(), x, points, at, y, column);
        at += 4;
        column += layer.width();
      }
      x = y;
    }
    double[][] all = Arrays.copyOf(x, x.length + batch.sequences());
    for (int i = 0; i < batch.sequences(); i++) {
      all[x.length + i] = pooled(encoder.stack().getLast(), batch.segments(), i, x);
    }
    return flat(all);
  }

  private static double[] pooled(Directions top, Segments segments, int sequence, double[][] last) {
    double[] pooled = new double[top.width()];
    int column = 0;
    for (RecurrentLayer layer : top.layers()) {
      boolean backward = layer.direction() == Direction.BACKWARD;
      int token = backward ? segments.start(sequence) : segments.end(sequence) - 1;
      if (segments.length(sequence) > 0) {
        System.arraycopy(last[token], column, pooled, column, layer.width());
      }
      column += layer.width();
    }
    return pooled;
  }

  private static double[][] dropped(double[][] x, Dropout dropout) {
    double[][] y = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      float[] mask = new float[x[i].length];
      Arrays.fill(mask, 1);
      dropout.applyToStates(mask, 0, mask.length, i);
      y[i] = x[i].clone();
      for (int j = 0; j < mask.length; j++) {
        y[i][j] *= mask[j];
      }
    }
    return y;
  }

  private static double[][] rows(double[] flat, int columns) {
    return IntStream.range(0, flat.length / columns)
        .mapToObj(i -> Arrays.copyOfRange(flat, i * columns, (i + 1) * columns))
        .toArray(double[][]::new);
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @CsvSource({"0", "3"})
  void batchesWithoutTokensHaveStatesAndNoGradients(int sequences) {
    RecurrentEncoder encoder = encoder(new LstmCell(), 2);
    TokenBatch empty = TokenBatch.of(Stream.generate(() -> new int[0]).limit(sequences).toList());
    StatesTrace trace = encoder.trace(empty, training);
    assertThat(trace.states().pooled().orElseThrow().rows()).isEqualTo(sequences);
    trace.backward(trace.states().last(), trace.states().pooled());
    assertThat(encoder.words().table().gradient()).containsOnly(0.5f); // as the contract made it
  }
}

package io.embed4j.neural.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Parameter.Form;
import io.embed4j.neural.layer.Parameter.Part;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of low rank against their formula in double and its central differences. */
final class LowRankTest {
  private static final int INPUTS = 5;
  private static final int RANK = 2;
  private static final double ALPHA = 3;

  private final GradientContract contract = new GradientContract(2e-5);
  private final Training training = GradientContract.training();

  private Parameter weight(Form form, int... outputs) {
    List<Part> parts =
        Arrays.stream(outputs)
            .mapToObj(
                n ->
                    new Part(
                        "w" + n,
                        form == Form.TRANSPOSED ? List.of(INPUTS, n) : List.of(n, INPUTS),
                        form))
            .toList();
    int rows = Arrays.stream(outputs).sum();
    return Parameter.of(parts, contract.numbers(rows * INPUTS, 0));
  }

  private LowRank learn(Parameter weight) {
    return weight.learnLowRank(RANK, ALPHA, new SplittableRandom(7));
  }

  private void fill(LowRank change) {
    for (Parameter factor : change.parameters()) {
      float[] numbers = contract.numbers(factor.size(), 0);
      System.arraycopy(numbers, 0, factor.values(), 0, numbers.length);
      factor.changed(Workers.single());
    }
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, 4, 3", "PLAIN, 17, 20", "TRANSPOSED, 6, 1"})
  void gradientsOfEachTensor(Form form, int first, int second) {
    Parameter weight = weight(form, first, second);
    double[] w0 = doubles(weight.values());
    Linear linear = Linear.of(weight, first + second, Parameter.constant());
    LowRank change = learn(weight);
    fill(change);
    change.parameters().forEach(contract::with);
    contract.check(
        x -> linear.trace(x, training),
        Matrix.of(contract.numbers(7 * INPUTS, 0), 7, INPUTS),
        p -> product(p.get(0), w0, p.get(1), p.get(2), first, first + second));
  }

  /** y = x·(W₀ + α/r·B·A)ᵀ, with one A above and one below output {@code first}. */
  private static double[] product(
      double[] x, double[] w0, double[] a, double[] b, int first, int outputs) {
    double[] y = new double[x.length / INPUTS * outputs];
    for (int i = 0; i < y.length; i++) {
      int output = i % outputs;
      for (int k = 0; k < INPUTS; k++) {
        double w = w0[output * INPUTS + k];
        for (int r = 0; r < RANK; r++) {
          int row = output < first ? r : RANK + r;
          w += ALPHA / RANK * b[output * RANK + r] * a[row * INPUTS + k];
        }
        y[i] += x[i / outputs * INPUTS + k] * w;
      }
    }
    return y;
  }

  @Test
  void beginsWithTheWeightAndIsLearntInstead() {
    Parameter weight = weight(Form.PLAIN, 4, 3);
    float[] before = weight.values().clone();
    LowRank change = learn(weight);
    change.parameters().forEach(factor -> factor.changed(Workers.single()));
    assertThat(weight.values()).isEqualTo(before);
    assertThat(weight.isFrozen()).isTrue();
    assertThat(change.parameters())
        .flatExtracting(Parameter::parts)
        .extracting(Part::name, Part::shape)
        .containsExactly(
            tuple("w4.lora_A", List.of(RANK, INPUTS)),
            tuple("w3.lora_A", List.of(RANK, INPUTS)),
            tuple("w4.lora_B", List.of(4, RANK)),
            tuple("w3.lora_B", List.of(3, RANK)));
  }

  @Test
  void takingTheChangeBackGivesTheWeightBack() {
    Parameter weight = weight(Form.PLAIN, 4);
    float[] before = weight.values().clone();
    LowRank change = learn(weight);
    fill(change);
    assertThat(weight.values()).isNotEqualTo(before);
    Parameter up = change.parameters().getLast();
    Arrays.fill(up.values(), 0);
    up.changed(Workers.single());
    assertThat(weight.values()).isEqualTo(before);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}

package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import java.util.stream.StreamSupport;

/** Inputs of one folder of {@code fixtures} with a model of sounds. */
record SoundFixture(GridFixture folder) {
  static SoundFixture of(String name) {
    return new SoundFixture(GridFixture.of(name).getFirst());
  }

  /** Returns samples, each sound as long as the mask says. */
  GridBatch samples(String name) {
    return samples(name, lengths(name));
  }

  /** Returns samples of these lengths; with the padding, if that is part of the lengths. */
  GridBatch samples(String name, int... lengths) {
    float[] padded = input(name, "input_values");
    Grids grids = Grids.lines(lengths);
    Matrix values = Matrix.zeros(grids.rows(), 1);
    int width = padded.length / lengths.length;
    for (int i = 0; i < lengths.length; i++) {
      int start = grids.segments().start(i);
      System.arraycopy(padded, i * width, values.data(), start, lengths[i]);
    }
    return new GridBatch(values, grids);
  }

  int[] lengths(String name) {
    return numbers(folder.inputs().get(name).get("attention_mask_lengths"));
  }

  int[] shape(String name) {
    return numbers(folder.inputs().get(name).get("shape"));
  }

  private static int[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  /** Returns lines of frames of sounds × mels × frames. */
  GridBatch framesOfMels(String name) {
    int[] shape = shape(name);
    float[] values = input(name, "input_features");
    Matrix x = Matrix.zeros(shape[0] * shape[2], shape[1]);
    for (int i = 0; i < values.length; i++) {
      int frame = i / (shape[1] * shape[2]) * shape[2] + i % shape[2];
      x.data()[frame * shape[1] + i / shape[2] % shape[1]] = values[i];
    }
    return new GridBatch(x, Grids.lines(repeated(shape[0], shape[2])));
  }

  /** Returns grids of mels × frames of sounds × frames × mels. */
  GridBatch pictures(String name) {
    int[] shape = shape(name);
    float[] values = input(name, "input_values");
    Matrix x = Matrix.zeros(values.length, 1);
    int places = shape[1] * shape[2];
    for (int i = 0; i < values.length; i++) {
      int frame = i % places / shape[2];
      int mel = i % shape[2];
      x.data()[i / places * places + mel * shape[1] + frame] = values[i];
    }
    return new GridBatch(x, Grids.of(shape[0], shape[2], shape[1]));
  }

  /** Returns lines of frames of sounds × 1 × frames × mels. */
  GridBatch frames(String name) {
    int[] shape = shape(name);
    Matrix x = Matrix.of(input(name, "input_features"), shape[0] * shape[2], shape[3]);
    return new GridBatch(x, Grids.lines(repeated(shape[0], shape[2])));
  }

  private static int[] repeated(int count, int width) {
    return Grids.of(count, 1, width).widths();
  }

  private float[] input(String name, String tensor) {
    return tensor("inputs", name + "." + tensor);
  }

  /** Returns a tensor that must come out. */
  float[] expected(String name, String tensor) {
    return tensor("expected", name + "." + tensor);
  }

  private float[] tensor(String file, String name) {
    SafetensorsFile tensors = SafetensorsFile.open(folder.folder().resolve(file + ".safetensors"));
    long[] shape =
        tensors.info(name).orElseThrow().shape().stream().mapToLong(Long::longValue).toArray();
    return tensors.floats(name, shape);
  }
}

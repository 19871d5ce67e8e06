package io.embed4j.bench.train;

import io.embed4j.bench.kernel.Stopwatch;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.train.AdamW;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The same training by libtorch: its own attention, automatic gradients and AdamW. */
final class LibtorchTraining {
  private static final BertSize SIZE = TrainingTask.SIZE;
  private static final double EPSILON = 1e-12; // of norms

  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final TensorVector all;
  private final org.bytedeco.pytorch.AdamW optimizer;
  private final Tensor ids; // sequences × length
  private final Tensor dStates; // sequences × length × dim
  private final AdamW settings = AdamW.defaults();

  LibtorchTraining(TrainingTask task, TrainingOptions options, int threads) {
    torch.set_num_threads(threads);
    for (Parameter parameter : task.trainable().parameters()) {
      parameters.put(parameter.name(), tensor(parameter));
    }
    all = new TensorVector(parameters.values().toArray(Tensor[]::new));
    AdamWOptions adamW = new AdamWOptions(settings.learningRate());
    adamW.eps().put(settings.epsilon());
    adamW.weight_decay().put(settings.decay());
    optimizer = new org.bytedeco.pytorch.AdamW(all, adamW);
    long[] flat = task.sequences().stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
    ids = longs(flat).view(options.batch(), options.length());
    dStates = floats(task.dStates().data(), options.batch(), options.length(), SIZE.dim());
  }

  private static Tensor tensor(Parameter parameter) {
    List<Integer> shape = parameter.parts().getFirst().shape();
    long columns = shape.getLast();
    return (shape.size() == 1
            ? floats(parameter.values(), parameter.size())
            : floats(parameter.values(), parameter.size() / columns, columns))
        .set_requires_grad(true);
  }

  /** Returns a tensor that has memory of its own. */
  private static Tensor floats(float[] values, long... shape) {
    return torch.from_blob(new FloatPointer(values), shape).clone();
  }

  private static Tensor longs(long... values) {
    TensorOptions options = new TensorOptions(torch.ScalarType.Long);
    return torch.from_blob(new LongPointer(values), new long[] {values.length}, options).clone();
  }

  /** Does a step. */
  TrainingEngine.Step step() {
    PointerScope temporaries = new PointerScope();
    try {
      Tensor[] states = new Tensor[1];
      double forward = Stopwatch.seconds(() -> states[0] = forward());
      double back =
          Stopwatch.seconds(
              () ->
                  states[0].backward(
                      dStates, new BoolOptional(), false, new TensorArrayRefOptional()));
      double[] norm = new double[1];
      double update =
          Stopwatch.seconds(
              () -> {
                norm[0] = torch.clip_grad_norm_(all, settings.maxNorm());
                optimizer.step();
                optimizer.zero_grad();
              });
      return new TrainingEngine.Step(forward, back, update, norm[0]);
    } finally {
      temporaries.close();
    }
  }

  private Tensor forward() {
    Tensor words = torch.embedding(parameter("embeddings.word_embeddings.weight"), ids);
    Tensor positions = parameter("embeddings.position_embeddings.weight").narrow(0, 0, ids.size(1));
    Tensor type = parameter("embeddings.token_type_embeddings.weight").select(0, 0);
    Tensor x = norm(words.add(positions).add(type), "embeddings.LayerNorm");
    for (int i = 0; i < SIZE.layers(); i++) {
      String layer = "encoder.layer." + i + ".";
      Tensor mixed = linear(attention(x, layer), layer + "attention.output.dense");
      Tensor h = norm(mixed.add(x), layer + "attention.output.LayerNorm");
      Tensor f = torch.gelu(linear(h, layer + "intermediate.dense"));
      x = norm(linear(f, layer + "output.dense").add(h), layer + "output.LayerNorm");
    }
    return x;
  }

  private Tensor attention(Tensor x, String layer) {
    long heads = SIZE.heads();
    long rows = ids.size(0);
    long length = ids.size(1);
    TensorVector qkv =
        linear(x, layer + "attention.self.query") // the product of all three
            .view(rows, length, 3, heads, SIZE.dim() / heads)
            .permute(2, 0, 3, 1, 4)
            .unbind(0); // each sequences × heads × length × dim of a head
    return torch
        .scaled_dot_product_attention(qkv.get(0), qkv.get(1), qkv.get(2))
        .transpose(1, 2)
        .reshape(rows, length, SIZE.dim());
  }

  private Tensor linear(Tensor x, String name) {
    return torch.linear(
        x, parameter(name + ".weight"), new TensorOptional(parameter(name + ".bias")));
  }

  private Tensor norm(Tensor x, String name) {
    TensorOptional gamma = new TensorOptional(parameter(name + ".weight"));
    TensorOptional beta = new TensorOptional(parameter(name + ".bias"));
    return torch.layer_norm(x, new long[] {SIZE.dim()}, gamma, beta, EPSILON, true);
  }

  private Tensor parameter(String name) {
    Tensor found = parameters.get("bert." + name);
    if (found == null) {
      throw new IllegalStateException("no parameter " + name + ", but " + parameters.keySet());
    }
    return found;
  }
}

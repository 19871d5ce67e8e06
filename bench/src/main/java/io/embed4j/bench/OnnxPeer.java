package io.embed4j.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.embed4j.encode.token.EncodeOptions;
import io.embed4j.encode.token.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** ONNX Runtime called directly: texts sorted by length, batches of eight, mean of the tokens. */
final class OnnxPeer implements AutoCloseable {
  private static final int BATCH = 8;
  private static final int MOST_TOKENS = 256;

  private final Tokenizer tokenizer;
  private final List<OrtSession> sessions = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Opens the model.
   *
   * @param count sessions that share the batches
   * @param threadsEach threads of each
   */
  OnnxPeer(Path model, Tokenizer tokenizer, int count, int threadsEach) {
    this.tokenizer = tokenizer;
    this.threads = Executors.newFixedThreadPool(count);
    try {
      for (int i = 0; i < count; i++) {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threadsEach);
        options.setInterOpNumThreads(1);
        sessions.add(OrtEnvironment.getEnvironment().createSession(model.toString(), options));
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not take the model", e);
    }
  }

  /** Returns the vectors of texts, in their order. */
  List<float[]> encode(List<String> texts) {
    EncodeOptions options = EncodeOptions.DEFAULT.upTo(MOST_TOKENS);
    int[][] ids = texts.stream().map(t -> tokenizer.encode(t, options).ids()).toArray(int[][]::new);
    int[] order =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -ids[i].length))
            .mapToInt(Integer::intValue)
            .toArray();
    float[][] vectors = new float[ids.length][];
    List<Callable<Void>> lanes = new ArrayList<>();
    for (int lane = 0; lane < sessions.size(); lane++) {
      int first = lane;
      lanes.add(
          () -> {
            for (int b = first * BATCH; b < order.length; b += BATCH * sessions.size()) {
              int[] batch = Arrays.copyOfRange(order, b, Math.min(order.length, b + BATCH));
              run(sessions.get(first), ids, batch, vectors);
            }
            return null;
          });
    }
    try {
      for (Future<Void> lane : threads.invokeAll(lanes)) {
        lane.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("ONNX Runtime failed", e);
    }
    return Arrays.asList(vectors);
  }

  private static void run(OrtSession session, int[][] ids, int[] batch, float[][] vectors)
      throws OrtException {
    int width = ids[batch[0]].length; // sorted: the first is the longest
    long[][] tokens = new long[batch.length][width];
    long[][] mask = new long[batch.length][width];
    for (int i = 0; i < batch.length; i++) {
      int[] row = ids[batch[i]];
      for (int j = 0; j < row.length; j++) {
        tokens[i][j] = row[j];
        mask[i][j] = 1;
      }
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor input = OnnxTensor.createTensor(environment, tokens);
        OnnxTensor attention = OnnxTensor.createTensor(environment, mask);
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[batch.length][width]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
      float[][][] states = (float[][][]) result.get(0).getValue();
      for (int i = 0; i < batch.length; i++) {
        vectors[batch[i]] = mean(states[i], ids[batch[i]].length);
      }
    }
  }

  private static float[] mean(float[][] states, int tokens) {
    float[] mean = new float[states[0].length];
    double norm = 0;
    for (int j = 0; j < mean.length; j++) {
      for (int i = 0; i < tokens; i++) {
        mean[j] += states[i][j] / tokens;
      }
      norm += (double) mean[j] * mean[j];
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= (float) Math.sqrt(norm);
    }
    return mean;
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      for (OrtSession session : sessions) {
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not close", e);
    }
  }
}

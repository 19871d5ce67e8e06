package io.embed4j.bench.encode;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;

/**
 * ONNX Runtime called directly, as fast as is known: native tokenizers, batches of sentences of
 * nearly the same length, and one or several sessions that work side by side. Mean pooling, length
 * 1.
 */
final class OnnxEngine implements Engine {
  private static final int BATCH = 8; // 32 and 64 were slower in every setting of threads

  private final String name;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final HuggingFaceTokenizer tokenizer;
  private final BlockingQueue<OrtSession> idle;
  private final Workers workers;

  /**
   * Opens sessions.
   *
   * @param folder holds model.onnx and tokenizer.json
   * @param threads of each session
   */
  OnnxEngine(Path folder, int sessions, int threads) {
    this.name = "onnxruntime-%dx%d".formatted(sessions, threads);
    this.idle = new ArrayBlockingQueue<>(sessions);
    this.workers = new Workers(sessions);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      for (int i = 0; i < sessions; i++) {
        idle.add(environment.createSession(folder.resolve("model.onnx").toString(), options));
      }
      this.tokenizer =
          HuggingFaceTokenizer.newInstance(
              folder.resolve("tokenizer.json"),
              Map.of("padding", "false", "truncation", "true", "maxLength", "256"));
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime does not start", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the tokenizer in " + folder, e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<float[]> encodeAll(List<String> texts) {
    Encoding[] encodings = tokenizer.batchEncode(texts);
    List<Integer> order =
        IntStream.range(0, encodings.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -encodings[i].getIds().length))
            .toList();
    float[][] vectors = new float[encodings.length][];
    int batches = (encodings.length + BATCH - 1) / BATCH;
    workers.forEach(
        batches, i -> run(encodings, order.subList(i * BATCH, end(i, encodings.length)), vectors));
    return Arrays.asList(vectors);
  }

  private static int end(int batch, int all) {
    return Math.min((batch + 1) * BATCH, all);
  }

  private void run(Encoding[] encodings, List<Integer> batch, float[][] vectors) {
    int longest = encodings[batch.getFirst()].getIds().length;
    long[] ids = new long[batch.size() * longest];
    long[] mask = new long[ids.length];
    for (int i = 0; i < batch.size(); i++) {
      long[] row = encodings[batch.get(i)].getIds();
      System.arraycopy(row, 0, ids, i * longest, row.length);
      Arrays.fill(mask, i * longest, i * longest + row.length, 1);
    }
    long[] shape = {batch.size(), longest};
    OrtSession session = idle.remove(); // as many as there are threads
    try (OnnxTensor idTensor = tensor(ids, shape);
        OnnxTensor maskTensor = tensor(mask, shape);
        OnnxTensor typeTensor = tensor(new long[ids.length], shape);
        OrtSession.Result result =
            session.run(
                Map.of(
                    "input_ids", idTensor,
                    "attention_mask", maskTensor,
                    "token_type_ids", typeTensor))) {
      FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
      int dim = states.capacity() / ids.length;
      for (int i = 0; i < batch.size(); i++) {
        int length = encodings[batch.get(i)].getIds().length;
        vectors[batch.get(i)] = pooled(states, i * longest * dim, length, dim);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed", e);
    } finally {
      idle.add(session);
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  /** The mean of the states of a text's tokens, divided by its length. */
  private static float[] pooled(FloatBuffer states, int from, int tokens, int dim) {
    float[] rows = new float[tokens * dim];
    states.get(from, rows);
    float[] mean = new float[dim];
    for (int i = 0; i < tokens; i++) {
      Vectors.addScaled(1, rows, i * dim, mean, 0, dim);
    }
    float length = (float) Math.sqrt(Vectors.dot(mean, 0, mean, 0, dim));
    Vectors.scaleInPlace(1 / length, mean, 0, dim);
    return mean;
  }

  @Override
  public void close() {
    workers.close();
    tokenizer.close();
    List<OrtSession> sessions = new ArrayList<>();
    idle.drainTo(sessions);
    for (OrtSession session : sessions) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime does not end", e);
      }
    }
  }
}

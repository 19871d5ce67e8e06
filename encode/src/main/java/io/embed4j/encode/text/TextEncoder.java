package io.embed4j.encode.text;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.text.Encoder;
import io.embed4j.core.text.ModelFingerprint;
import io.embed4j.core.text.Span;
import io.embed4j.encode.model.DefaultModel;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.model.Fingerprints;
import io.embed4j.encode.model.Role;
import io.embed4j.encode.model.Step;
import io.embed4j.encode.token.EncodeOptions;
import io.embed4j.encode.token.Tokens;
import io.embed4j.neural.block.LayerListener;
import io.embed4j.neural.block.TokenBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Turns texts into vectors.
 *
 * <pre>{@code
 * try (TextEncoder encoder = TextEncoder.english()) {
 *   float[] vector = encoder.encode("The weather is lovely today.");
 * }
 * }</pre>
 *
 * <p>The vector of a text has the same bits alone, in any batch, and with any number of threads.
 * Half a surrogate pair counts as U+FFFD. An empty text has the vector of its special tokens; where
 * a model adds none, it is refused with an {@link IllegalArgumentException}.
 *
 * <p>Thread-safe: calls that come at the same time share batches.
 */
public final class TextEncoder implements Encoder, AutoCloseable {
  private final EncoderModel model;
  private final EncoderOptions options;
  private final int dim;
  private final Map<Role, Way> ways;
  private final Workers workers;

  private TextEncoder(
      EncoderModel model, EncoderOptions options, int dim, Map<Role, Way> ways, Workers workers) {
    this.model = model;
    this.options = options;
    this.dim = dim;
    this.ways = ways;
    this.workers = workers;
  }

  /** What texts of a role go through. */
  private record Way(EncoderModel model, Sequences sequences, BatchQueue queue) {
    static Way of(EncoderModel model, EncoderOptions options, Workers workers) {
      BatchQueue queue = new BatchQueue(batch -> pooled(model, batch, workers), options);
      return new Way(model, new Sequences(model), queue);
    }
  }

  /**
   * Loads a folder of sentence-transformers or transformers.
   *
   * @throws NotFoundException if there is no such folder
   * @throws ModelFormatException if a file is missing or damaged, or something is not supported
   */
  public static TextEncoder load(Path folder) {
    return of(EncoderFolder.read(folder), EncoderOptions.defaults());
  }

  /** Loads all-MiniLM-L6-v2, 384 numbers a text. */
  public static TextEncoder english() {
    return load(DefaultModel.ENGLISH.folder());
  }

  /** Loads bge-small-zh-v1.5, 512 numbers a text. */
  public static TextEncoder chinese() {
    return load(DefaultModel.CHINESE.folder());
  }

  /** Returns an encoder of a model that has been read. */
  public static TextEncoder of(EncoderModel model, EncoderOptions options) {
    Workers workers = new Workers(options.threads());
    Way plain = Way.of(model, options, workers);
    Map<Role, Way> ways = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      EncoderModel route = model.of(role);
      ways.put(role, route.equals(model) ? plain : Way.of(route, options, workers));
    }
    return new TextEncoder(model, options, model.dim(), ways, workers);
  }

  /** Returns the model. */
  public EncoderModel model() {
    return model;
  }

  /** Returns the length of the vectors. */
  public int dim() {
    return dim;
  }

  /**
   * Returns an encoder of the first {@code n} numbers of each vector, normalised again if the model
   * normalises: Kusupati et al.: Matryoshka Representation Learning, 2022. It shares the model with
   * this one; closing either closes both.
   */
  public TextEncoder dimensions(int n) {
    if (n < 1 || n > model.dim()) {
      throw new IllegalArgumentException(
          "dimensions must be from 1 to %d, but is %d".formatted(model.dim(), n));
    }
    return new TextEncoder(model, options, n, ways, workers);
  }

  /** Returns the vector of a text, with the model's default prompt if it has one. */
  public float[] encode(String text) {
    return encodeAll(List.of(text)).getFirst();
  }

  /** Returns the vectors of texts, in their order. */
  public List<float[]> encodeAll(List<String> texts) {
    return vectors(encodings(texts, Role.PLAIN, Progress.NONE));
  }

  /**
   * Returns the vector of a question, with the prompt and the way that the model has for them, and
   * its {@link io.embed4j.encode.model.QueryAdapter} if there is one.
   */
  @Override
  public float[] encodeQuery(String text) {
    return vectors(encodings(List.of(text), Role.QUERY, Progress.NONE)).getFirst();
  }

  /**
   * Returns the vectors of what questions look for, with the prompt and the way that the model has
   * for it.
   */
  @Override
  public List<float[]> encodeDocuments(List<String> texts) {
    return vectors(encodings(texts, Role.DOCUMENT, Progress.NONE));
  }

  private static List<float[]> vectors(List<Encoding> encodings) {
    return encodings.stream().map(Encoding::vector).toList();
  }

  /** Returns the vectors of texts of a role with the model's prompt for it; see the other one. */
  public List<Encoding> encodings(List<String> texts, Role role, Progress progress) {
    return encodings(texts, role, model.of(role).recipe().prompt(role), progress);
  }

  /** Returns the vectors of texts of no special role behind a prompt; see the other one. */
  public List<Encoding> encodings(List<String> texts, String prompt, Progress progress) {
    return encodings(texts, Role.PLAIN, prompt, progress);
  }

  /**
   * Returns the vectors of texts, in their order, and how much of each was cut off.
   *
   * @param role what they are for
   * @param prompt put in front of each text; "" for none
   * @param progress told of the texts that are done
   * @throws EncoderBusyException if too many texts of other threads wait already
   */
  public List<Encoding> encodings(List<String> texts, Role role, String prompt, Progress progress) {
    Way way = way(role);
    Sequence[] all = new Sequence[texts.size()];
    IntStream.range(0, all.length)
        .parallel()
        .forEach(i -> all[i] = sequence(way, texts, i, prompt));
    Integer[] order = IntStream.range(0, all.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingInt(i -> -all[i].length()));
    Encoding[] encodings = new Encoding[all.length];
    int from = 0;
    while (from < order.length) {
      int to = endOfBatch(all, order, from);
      List<Integer> batch = Arrays.asList(order).subList(from, to);
      List<float[]> vectors = way.queue().vectors(batch.stream().map(i -> all[i]).toList());
      for (int j = 0; j < vectors.size(); j++) {
        Sequence sequence = all[batch.get(j)];
        float[] vector = cut(way.model(), way.model().adapted(role, vectors.get(j)));
        encodings[batch.get(j)] =
            new Encoding(vector, sequence.length(), sequence.tokens().truncated());
      }
      from = to;
      progress.report("encoding", from, order.length, "");
    }
    return Arrays.asList(encodings);
  }

  private Way way(Role role) {
    return Objects.requireNonNull(ways.get(role)); // all roles have one
  }

  private static Sequence sequence(Way way, List<String> texts, int i, String prompt) {
    String text = texts.get(i);
    if (text == null) {
      throw new IllegalArgumentException("text " + i + " must not be null");
    }
    return way.sequences().of(prompt, text);
  }

  private int endOfBatch(Sequence[] all, Integer[] order, int from) {
    int to = from;
    int tokens = 0;
    while (to < order.length
        && (to == from || tokens + all[order[to]].length() <= options.batchTokens())) {
      tokens += all[order[to]].length();
      to++;
    }
    return to;
  }

  private float[] cut(EncoderModel model, float[] vector) {
    if (dim == vector.length) {
      return vector;
    }
    float[] first = Arrays.copyOf(vector, dim);
    return model.recipe().endsNormalised() ? new Step.Normalize().apply(first) : first;
  }

  /** Returns the vectors of a text's tokens, before pooling. */
  public TokenVectors tokenVectors(String text) {
    return tokenVectors(Role.PLAIN, text);
  }

  private TokenVectors tokenVectors(Role role, String text) {
    Way way = way(role);
    String prompt = way.model().recipe().prompt(role);
    Sequence sequence = way.sequences().of(prompt, text);
    Matrix states = way.model().model().forward(tokens(List.of(sequence)), workers).last();
    return new TokenVectors(sequence.tokens(), prompt.length(), states);
  }

  /**
   * Returns a vector for each part of a document that the model has read as a whole, behind its
   * prompt for documents, so that the parts know of each other: Günther et al.: Late Chunking,
   * 2024. Parts that lie behind what the model can take are refused.
   *
   * @param spans from each part's first UTF-16 unit to the one after its last
   */
  @Override
  public List<float[]> chunks(String document, List<Span> spans) {
    EncoderModel route = model.of(Role.DOCUMENT);
    TokenVectors vectors = tokenVectors(Role.DOCUMENT, document);
    List<float[]> chunks = new ArrayList<>();
    for (Span span : spans) {
      chunks.add(cut(route, finished(route, vectors.rows(span), 0)));
    }
    return chunks;
  }

  @Override
  public ModelFingerprint fingerprint() {
    return Fingerprints.of(model, dim);
  }

  @Override
  public List<Span> tokens(String text) {
    Tokens tokens = model.tokenizer().encode(text, EncodeOptions.DEFAULT.withoutSpecialTokens());
    return IntStream.range(0, tokens.length())
        .filter(i -> tokens.ends()[i] > tokens.starts()[i])
        .mapToObj(i -> new Span(tokens.starts()[i], tokens.ends()[i]))
        .toList();
  }

  @Override
  public int maxDocumentTokens() {
    EncoderModel route = model.of(Role.DOCUMENT);
    int others = route.tokenizer().encode(route.recipe().prompt(Role.DOCUMENT)).length();
    return Math.max(1, route.recipe().maxTokens() - others);
  }

  private static List<float[]> pooled(EncoderModel model, List<Sequence> batch, Workers workers) {
    float[][] vectors = new float[batch.size()][];
    model
        .model()
        .forward(
            tokens(batch),
            workers,
            LayerListener.none(),
            (first, segments, states, ignored) -> {
              for (int i = 0; i < segments.count(); i++) {
                int skipped = batch.get(first + i).skipped();
                Matrix rows = states.rowRange(segments.start(i) + skipped, segments.end(i));
                vectors[first + i] = finished(model, rows, skipped);
              }
            });
    return List.of(vectors);
  }

  private static TokenBatch tokens(List<Sequence> batch) {
    return TokenBatch.of(
        batch.stream().map(sequence -> sequence.tokens().ids()).toList(),
        batch.stream().map(sequence -> sequence.tokens().typeIds()).toList());
  }

  private static float[] finished(EncoderModel model, Matrix states, int firstPosition) {
    float[] vector = model.recipe().pooling().pool(states, firstPosition);
    for (Step step : model.recipe().steps()) {
      vector = step.apply(vector);
    }
    return vector;
  }

  /** Ends the threads; no call may be under way. */
  @Override
  public void close() {
    workers.close();
  }
}

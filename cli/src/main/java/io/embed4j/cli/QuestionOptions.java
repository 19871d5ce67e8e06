package io.embed4j.cli;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.data.BeirFiles;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.benchmark.data.RetrievalSet;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.encode.tune.data.ExampleReader;
import io.embed4j.encode.tune.data.ScoreRange;
import io.embed4j.encode.tune.data.Targets;
import io.embed4j.encode.tune.loss.Loss.Needs;
import io.embed4j.encode.tune.mine.HardNegatives.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Questions and their answers, and what else could be an answer. */
final class QuestionOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description = "Questions and answers: .tsv, .csv or .jsonl, as for embed4j tune.")
  private Optional<Path> pairs = Optional.empty();

  @Option(
      names = "--beir",
      paramLabel = "DATA",
      description = {
        "In place of --pairs: a folder or .tar.gz in the layout",
        "of BEIR, of which the split train is taken."
      })
  private Optional<Path> beir = Optional.empty();

  @Option(
      names = "--corpus",
      paramLabel = "FILE",
      description = "More documents: a line each, or .jsonl with text.")
  private Optional<Path> corpus = Optional.empty();

  @Option(
      names = "--max-errors",
      paramLabel = "N",
      description = "Leave out up to N faulty lines (default: 0).")
  private long maxErrors;

  /** Pairs of questions and answers, and documents that may hold others. */
  record Questions(List<Example> pairs, List<String> corpus) {}

  Questions read() {
    List<String> documents = new ArrayList<>();
    if (corpus.isPresent()) {
      try (TextLines lines = TextLines.of(List.of(), corpus)) {
        lines.forEachRemaining(documents::add);
      }
    }
    if (pairs.isPresent() == beir.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "exactly one of --pairs and --beir must be given");
    }
    if (pairs.isPresent()) {
      Targets none = new Targets(Needs.NOTHING, ScoreRange.defaults());
      return new Questions(new ExampleReader(none, maxErrors).read(pairs.get()).all(), documents);
    }
    Path path = beir.orElseThrow();
    RetrievalSet data = BeirFiles.read(DataSet.find(path.toString(), path), "train");
    documents.addAll(data.documents());
    return new Questions(pairs(data), documents);
  }

  private static List<Example> pairs(RetrievalSet data) {
    List<Example> pairs = new ArrayList<>();
    for (int i = 0; i < data.queries().size(); i++) {
      String question = data.queries().get(i);
      data.judgements().get(i).entrySet().stream()
          .filter(judged -> judged.getValue() > 0)
          .map(judged -> data.documents().get(judged.getKey()))
          .map(text -> new Example(question, text, List.of(), Double.NaN))
          .forEach(pairs::add);
    }
    return pairs;
  }

  /** Makes vectors of questions by an encoder. */
  static Vectors questions(TextEncoder encoder, Progress progress) {
    String prompt = encoder.model().recipe().queryPrompt();
    return texts -> vectors(encoder.encodings(texts, prompt, progress));
  }

  /** Makes vectors of documents by an encoder. */
  static Vectors documents(TextEncoder encoder, Progress progress) {
    String prompt = encoder.model().recipe().documentPrompt();
    return texts -> vectors(encoder.encodings(texts, prompt, progress));
  }

  private static List<float[]> vectors(List<Encoding> encodings) {
    return encodings.stream().map(Encoding::vector).toList();
  }
}

package io.embed4j.cli;

import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.NameList;
import io.embed4j.core.format.NamedVectors;
import io.embed4j.core.format.NpyWriter;
import io.embed4j.core.format.ProjectorWriter;
import io.embed4j.core.format.Word2VecWriter;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code kg export}: the vectors of a trained model for other tools. */
@Command(
    name = "export",
    description = "Write the vectors of a trained model in a format that other tools read.",
    footerHeading = "%nFormats (docs/formats.md gives the bytes):%n",
    footer = {
      "  npy            a NumPy array, and the names beside it in OUT.names.txt",
      "  word2vec       text; white space in names becomes _",
      "  word2vec-bin   binary",
      "  projector      vectors.tsv and metadata.tsv in the folder OUT",
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "A run folder or a model folder.")
  private Path run;

  @Option(
      names = "--format",
      required = true,
      converter = FormatConverter.class,
      paramLabel = "FORMAT",
      description = "npy, word2vec, word2vec-bin or projector.")
  private Format format;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "OUT",
      description = "The file, or for projector the folder, to write.")
  private Path out;

  @Option(names = "--relations", description = "Export relations instead of entities.")
  private boolean relations;

  @Option(names = "--labels", description = "Name rows by labels instead of the files' names.")
  private boolean labels;

  /** The formats. */
  enum Format {
    NPY,
    WORD2VEC,
    WORD2VEC_BIN,
    PROJECTOR;

    /** Returns the name on the command line, such as "word2vec-bin". */
    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Finds a format by its name. */
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return Arrays.stream(Format.values())
          .filter(format -> format.key().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of "
                          + Arrays.stream(Format.values()).map(Format::key).toList()
                          + ", but was '"
                          + text
                          + "'"));
    }
  }

  @Override
  public Integer call() {
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(run));
    NamedVectors vectors = relations ? relations(trained) : entities(trained);
    switch (format) {
      case NPY -> {
        AtomicFile.write(out, new NpyWriter(vectors.table()));
        Path names = out.resolveSibling(out.getFileName() + ".names.txt");
        AtomicFile.write(names, NameList.contents(vectors.table().rows(), vectors.names()));
      }
      case WORD2VEC ->
          AtomicFile.write(out, new Word2VecWriter(vectors, Word2VecWriter.Encoding.TEXT));
      case WORD2VEC_BIN ->
          AtomicFile.write(out, new Word2VecWriter(vectors, Word2VecWriter.Encoding.BINARY));
      case PROJECTOR -> ProjectorWriter.write(out, vectors);
    }
    EmbeddingTable table = vectors.table();
    common.remark("wrote " + table.rows() + " rows of " + table.width() + " floats to " + out);
    return ExitCode.OK;
  }

  private NamedVectors entities(TrainedModel trained) {
    Names names = trained.graph().entityNames();
    return new NamedVectors(id -> name(names, id), trained.model().entities());
  }

  /** Rows of the relation table; those of inverses follow, with ^-1 after the name. */
  private NamedVectors relations(TrainedModel trained) {
    Names names = trained.graph().relationNames();
    int count = trained.model().relationCount();
    return new NamedVectors(
        row -> row < count ? name(names, row) : name(names, row - count) + "^-1",
        trained.model().relations());
  }

  private String name(Names names, int id) {
    return labels ? names.display(id) : names.ids().name(id);
  }
}

package io.embed4j.search.lucene;

import io.embed4j.search.schema.GraphSettings;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.VectorField;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's own formats, chosen by what the settings say of a vector. Files name their format, so
 * that any Lucene reads them.
 */
public final class VectorCodec extends Lucene104Codec {
  /** Graphs are merged by the thread that merges. */
  private static final int MERGE_WORKERS = 1;

  private final Supplier<IndexSettings> settings;

  /**
   * Makes a codec.
   *
   * @param settings those of the moment: vectors may be added while an index is open
   */
  public VectorCodec(Supplier<IndexSettings> settings) {
    this.settings = settings;
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    VectorField vector = settings.get().vector(Fields.vectorName(field));
    GraphSettings graph = settings.get().graph();
    if (vector.hasFirstPass() && !Fields.isFirstPass(field)) {
      return new Wide(floats(graph, Integer.MAX_VALUE)); // only rescores: needs no graph
    }
    return new Wide(
        switch (vector.precision()) {
          case FLOAT -> floats(graph, tiny(graph));
          case INT8 -> codes(ScalarEncoding.UNSIGNED_BYTE, graph);
          case BINARY -> codes(ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, graph);
        });
  }

  private static KnnVectorsFormat floats(GraphSettings graph, int tiny) {
    return new Lucene99HnswVectorsFormat(
        graph.m(), graph.efConstruction(), MERGE_WORKERS, null, tiny);
  }

  private static KnnVectorsFormat codes(ScalarEncoding encoding, GraphSettings graph) {
    return new Lucene104HnswScalarQuantizedVectorsFormat(
        encoding, graph.m(), graph.efConstruction(), MERGE_WORKERS, null, tiny(graph));
  }

  /** Lucene builds a graph over n vectors if n is more than this number times ln n. */
  private static int tiny(GraphSettings graph) {
    double n = Math.max(2, graph.exactBelow());
    return (int) Math.ceil(n / Math.log(n));
  }

  /** A format without Lucene's limit of 1,024 dimensions, which protects its users and not it. */
  private static final class Wide extends KnnVectorsFormat {
    private static final int MOST_DIMENSIONS = 8192;

    private final KnnVectorsFormat format;

    Wide(KnnVectorsFormat format) {
      super(format.getName());
      this.format = format;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return format.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return format.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MOST_DIMENSIONS;
    }
  }
}

package io.embed4j.encode.benchmark;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.measure.UnitRows;
import java.util.List;
import java.util.Set;

/** The vectors of documents, to be compared with those of questions. Thread-safe. */
public final class CosineIndex {
  private static final int CUT = 10;

  private final PackedMatrix documents; // dim × documents, columns of length 1

  private CosineIndex(PackedMatrix documents) {
    this.documents = documents;
  }

  /** Returns the index of documents, at least one. */
  public static CosineIndex of(List<float[]> documents) {
    return new CosineIndex(PackedMatrix.pack(UnitRows.of(documents).transposed()));
  }

  /** Returns the number of documents. */
  public int size() {
    return documents.columns();
  }

  /** Returns the cosine of each question with each document: questions × documents, row-major. */
  public Matrix cosines(List<float[]> questions, Workers workers) {
    Matrix cosines = Matrix.zeros(questions.size(), size());
    Gemm.multiply(UnitRows.of(questions), documents, cosines, workers);
    return cosines;
  }

  /**
   * Returns the mean nDCG@10 of questions, each document relevant or not; of equal cosines those of
   * other documents count as greater.
   *
   * @param relevant the numbers of each question's relevant documents, at least one
   */
  public double ndcg(List<float[]> questions, List<Set<Integer>> relevant) {
    Matrix cosines = cosines(questions, Workers.single());
    double sum = 0;
    for (int q = 0; q < questions.size(); q++) {
      double gain = 0;
      for (int document : relevant.get(q)) {
        int place = place(cosines, q, document, relevant.get(q));
        gain += place < CUT ? gain(place) : 0;
      }
      double ideal = 0;
      for (int place = 0; place < Math.min(CUT, relevant.get(q).size()); place++) {
        ideal += gain(place);
      }
      sum += gain / ideal;
    }
    return sum / questions.size();
  }

  private static double gain(int place) {
    return Math.log(2) / Math.log(place + 2.0);
  }

  /** Of relevant documents with equal cosines the one of the lower number comes first. */
  private static int place(Matrix cosines, int q, int document, Set<Integer> relevant) {
    float own = cosines.at(q, document);
    int place = 0;
    for (int d = 0; d < cosines.columns(); d++) {
      float other = cosines.at(q, d);
      boolean tieBefore = other == own && d != document && (d < document || !relevant.contains(d));
      place += other > own || tieBefore ? 1 : 0;
    }
    return place;
  }
}

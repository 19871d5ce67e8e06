package io.embed4j.graph.model;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * TransR: a translation in a space of the relation.
 *
 * <pre>  score(h, r, t) = −‖h M + r − t M‖²</pre>
 *
 * <p>Lin, Liu, Sun, Liu, Zhu: Learning Entity and Relation Embeddings for Knowledge Graph
 * Completion, AAAI 2015, eq. 7–8. Vectors are rows; M is dim × relationDim. A relation row holds [r
 * | M], M row-major. Queries and candidates have relationDim floats. M starts as the identity, as
 * in the paper; let the vectors start from a short TransE run ({@link Initialization.WarmTransE}).
 * The norm constraints of the paper are left out. O(dim · relationDim) a fold.
 *
 * @param norm SQUARED_L2 as published, L2 or L1
 * @param relationDim dimension of the relation's space; the paper takes that of the entities
 */
public record TransR(Comparison norm, int relationDim) implements Interaction {
  /** Callers give each thread a relation of its own. */
  private static final Workers SINGLE = Workers.single();

  public TransR {
    Rules.requireRealDistance(norm);
    Rules.requireRelationDim(relationDim);
  }

  @Override
  public int entityWidth(int dim) {
    return dim;
  }

  @Override
  public int relationWidth(int dim) {
    return relationDim + Math.multiplyExact(dim, relationDim);
  }

  @Override
  public int queryWidth(int dim) {
    return relationDim;
  }

  @Override
  public Comparison comparison() {
    return norm;
  }

  @Override
  public void tailQuery(Row h, Row operator, Row q) {
    project(operator, h, q); // q = h M + r
    Rows.addScaled(1, translation(operator), q);
  }

  @Override
  public void headQuery(Row operator, Row t, Row q) {
    project(operator, t, q); // q = t M − r
    Rows.addScaled(-1, translation(operator), q);
  }

  @Override
  public void addTailQueryGradient(Row h, Row operator, Row dq, Row dh, Row dOperator) {
    addProjectGradient(operator, h, dq, dOperator, dh);
    Rows.addScaled(1, dq, translation(dOperator)); // dq/dr = 1
  }

  @Override
  public void addHeadQueryGradient(Row operator, Row t, Row dq, Row dOperator, Row dt) {
    addProjectGradient(operator, t, dq, dOperator, dt);
    Rows.addScaled(-1, dq, translation(dOperator)); // dq/dr = −1
  }

  @Override
  public boolean projects() {
    return true;
  }

  @Override
  public void project(Row operator, Row entity, Row candidate) {
    Rows.vectorTimesMatrix(entity, matrix(operator), candidate); // c = e M
  }

  @Override
  public void addProjectGradient(
      Row operator, Row entity, Row dCandidate, Row dOperator, Row dEntity) {
    Rows.addMatrixTimesVector(matrix(operator), dCandidate, dEntity); // de = M dc
    Rows.addOuterProduct(entity, dCandidate, matrix(dOperator)); // dM = eᵀ dc
  }

  /** One matrix product: C = E M. */
  @Override
  public void projectAll(Row operator, Matrix entities, Matrix candidates) {
    Gemm.multiply(entities, PackedMatrix.pack(matrixOf(operator)), candidates, SINGLE);
  }

  /** Two matrix products: dE += dC Mᵀ, dM += Eᵀ dC. */
  @Override
  public void addProjectAllGradient(
      Row operator, Matrix entities, Matrix dCandidates, Row dOperator, Matrix dEntities) {
    PackedMatrix transposed = PackedMatrix.pack(matrixOf(operator).transposed());
    Gemm.addProduct(dCandidates, transposed, dEntities, SINGLE);
    PackedMatrix columns = PackedMatrix.pack(dCandidates);
    Gemm.addProduct(entities.transposed(), columns, matrixOf(dOperator), SINGLE);
  }

  @Override
  public void initialize(KgeModel model, SplittableRandom random) {
    for (int r = 0; r < model.relations().rows(); r++) {
      Row m = matrix(model.relations().row(r));
      Rows.clear(m);
      for (int i = 0; i < Math.min(model.dim(), relationDim); i++) {
        m.set(i * relationDim + i, 1);
      }
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        ModelSettings.NORM, norm.key(), ModelSettings.RELATION_DIM, Integer.toString(relationDim));
  }

  private Row translation(Row r) {
    return r.slice(0, relationDim);
  }

  private Matrix matrixOf(Row r) {
    int dim = (r.length() - relationDim) / relationDim;
    return new Matrix(r.data(), r.offset() + relationDim, dim, relationDim, relationDim, 1);
  }

  private Row matrix(Row r) {
    return r.slice(relationDim, r.length());
  }
}

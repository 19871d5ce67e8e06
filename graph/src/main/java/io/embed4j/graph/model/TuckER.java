package io.embed4j.graph.model;

import io.embed4j.core.table.Row;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * TuckER: Tucker decomposition; relations mix the slices of one shared core tensor.
 *
 * <pre>  score(h, r, t) = Σᵢⱼₖ Wᵢⱼₖ hᵢ rⱼ tₖ</pre>
 *
 * <p>Balažević, Allen, Hospedales: TuckER: Tensor Factorization for Knowledge Graph Completion,
 * EMNLP 2019, eq. 3. The shared row holds the core W, dim × relationDim × dim, row-major; the
 * operator is the matrix Mᵢₖ = Σⱼ rⱼ Wᵢⱼₖ, which then acts as in RESCAL. Batch normalisation, which
 * the authors' program adds, is left out. O(dim²) a fold, O(dim² · relationDim) an operator.
 *
 * @param relationDim dimension of relations
 */
public record TuckER(int relationDim) implements Interaction {
  public TuckER {
    Rules.requireRelationDim(relationDim);
  }

  @Override
  public int entityWidth(int dim) {
    return dim;
  }

  @Override
  public int relationWidth(int dim) {
    return relationDim;
  }

  @Override
  public int sharedWidth(int dim) {
    return Math.multiplyExact(Math.multiplyExact(dim, relationDim), dim);
  }

  @Override
  public int operatorWidth(int dim) {
    return Math.multiplyExact(dim, dim);
  }

  @Override
  public Comparison comparison() {
    return Comparison.DOT;
  }

  @Override
  public void operator(Row r, Row shared, Row operator) {
    int d = Math.toIntExact(Math.round(Math.sqrt(operator.length())));
    for (int i = 0; i < d; i++) { // Mᵢ = Σⱼ rⱼ Wᵢⱼ
      Rows.vectorTimesMatrix(r, slab(shared, i, d), operator.slice(i * d, (i + 1) * d));
    }
  }

  @Override
  public void addOperatorGradient(Row r, Row shared, Row dOperator, Row dr, Row dShared) {
    int d = Math.toIntExact(Math.round(Math.sqrt(dOperator.length())));
    for (int i = 0; i < d; i++) {
      Row dm = dOperator.slice(i * d, (i + 1) * d);
      Rows.addMatrixTimesVector(slab(shared, i, d), dm, dr); // drⱼ = Σᵢ Wᵢⱼ · dMᵢ
      Rows.addOuterProduct(r, dm, slab(dShared, i, d)); // dWᵢⱼ = rⱼ dMᵢ
    }
  }

  @Override
  public void tailQuery(Row h, Row m, Row q) {
    Rows.vectorTimesMatrix(h, m, q); // q = Mᵀ h
  }

  @Override
  public void headQuery(Row m, Row t, Row q) {
    Rows.matrixTimesVector(m, t, q); // q = M t
  }

  @Override
  public void addTailQueryGradient(Row h, Row m, Row dq, Row dh, Row dm) {
    Rows.addMatrixTimesVector(m, dq, dh); // dh = M dq
    Rows.addOuterProduct(h, dq, dm); // dM = h dqᵀ
  }

  @Override
  public void addHeadQueryGradient(Row m, Row t, Row dq, Row dm, Row dt) {
    Rows.addVectorTimesMatrix(dq, m, dt); // dt = Mᵀ dq
    Rows.addOuterProduct(dq, t, dm); // dM = dq tᵀ
  }

  /** Draws the core uniformly from [−1, 1], as the authors' program does. */
  @Override
  public void initialize(KgeModel model, SplittableRandom random) {
    Initialization.fillUniform(model.shared().row(0), 1, random);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(ModelSettings.RELATION_DIM, Integer.toString(relationDim));
  }

  /** Returns the relationDim × dim matrix Wᵢ. */
  private Row slab(Row core, int i, int d) {
    return core.slice(i * relationDim * d, (i + 1) * relationDim * d);
  }
}

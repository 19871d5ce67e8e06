package io.embed4j.graph.model;

import io.embed4j.core.table.Row;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * RotatE: a relation rotates each complex coordinate.
 *
 * <pre>  score(h, r, t) = −Σᵢ |hᵢ rᵢ − tᵢ|,   rᵢ = exp(i θᵢ)</pre>
 *
 * <p>Sun, Deng, Nie, Tang: RotatE: Knowledge Graph Embedding by Relational Rotation in Complex
 * Space, ICLR 2019, eq. 4. Entity rows hold dim real parts, then dim imaginary parts; a relation
 * row holds dim phases θ in radians, its operator dim cosines, then dim sines. A rotation keeps
 * moduli, so |h r − t| = |h − t r̄| gives the head query. Symmetric relations have θ ∈ {0, π},
 * inverse ones θ₂ = −θ₁, compositions θ₁ + θ₂ = θ₃. O(dim).
 *
 * @param norm MODULUS as published, or L2: −√Σᵢ |hᵢ rᵢ − tᵢ|²
 */
public record RotatE(Comparison norm) implements Interaction {
  public RotatE {
    if (norm != Comparison.MODULUS && norm != Comparison.L2) {
      throw new IllegalArgumentException("norm must be modulus or l2, but is " + norm.key());
    }
  }

  @Override
  public int entityWidth(int dim) {
    return 2 * dim;
  }

  @Override
  public int relationWidth(int dim) {
    return dim;
  }

  @Override
  public int operatorWidth(int dim) {
    return 2 * dim;
  }

  @Override
  public Comparison comparison() {
    return norm;
  }

  @Override
  public boolean complex() {
    return true;
  }

  @Override
  public void operator(Row r, Row shared, Row operator) {
    Angles.cosSin(r, operator);
  }

  @Override
  public void addOperatorGradient(Row r, Row shared, Row dOperator, Row dr, Row dShared) {
    int d = r.length();
    Row cosSin = Row.of(new float[2 * d]);
    Angles.cosSin(r, cosSin);
    for (int i = 0; i < d; i++) { // dθ = cos θ dsin − sin θ dcos
      dr.add(i, cosSin.at(i) * dOperator.at(d + i) - cosSin.at(d + i) * dOperator.at(i));
    }
  }

  @Override
  public void tailQuery(Row h, Row operator, Row q) {
    ComplexRows.product(h, operator, q); // q = h r
  }

  @Override
  public void headQuery(Row operator, Row t, Row q) {
    ComplexRows.conjugateProduct(t, operator, q); // q = t conj(r)
  }

  @Override
  public void addTailQueryGradient(Row h, Row operator, Row dq, Row dh, Row dOperator) {
    ComplexRows.addConjugateProduct(dq, operator, dh); // dh = dq conj(r)
    ComplexRows.addConjugateProduct(dq, h, dOperator); // dr = dq conj(h)
  }

  @Override
  public void addHeadQueryGradient(Row operator, Row t, Row dq, Row dOperator, Row dt) {
    ComplexRows.addProduct(dq, operator, dt); // dt = dq r
    ComplexRows.addConjugateProduct(t, dq, dOperator); // dr = conj(dq) t
  }

  /** Draws the phases uniformly from [−π, π], as in the paper. */
  @Override
  public void initialize(KgeModel model, SplittableRandom random) {
    Initialization.fillUniform(Row.of(model.relations().data()), Math.PI, random);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(ModelSettings.NORM, norm.key());
  }
}

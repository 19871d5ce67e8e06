package io.embed4j.graph.reason.recommend;

import java.util.Locale;

/** Methods that are measured beside each other. */
public enum Method {
  /** What most users like. */
  POPULARITY,
  /** Items that are liked together; Deshpande, Karypis 2004. */
  ITEM_KNN,
  /** Matrix factorisation by Bayesian personalised ranking; Rendle et al. 2009. */
  BPR,
  /** TransE on the graph of likes and knowledge. */
  TRANSE,
  /** DistMult on that graph. */
  DISTMULT,
  /** ComplEx on the likes alone: what knowledge adds is the difference to the next one. */
  COMPLEX_LIKES,
  /** ComplEx on the graph of likes and knowledge. */
  COMPLEX;

  /** Returns the name on the command line and in files, such as "item-knn". */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns whether the method learns from knowledge too. */
  public boolean usesKnowledge() {
    return this == TRANSE || this == DISTMULT || this == COMPLEX;
  }
}

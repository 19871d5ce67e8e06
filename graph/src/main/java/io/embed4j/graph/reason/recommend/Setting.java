package io.embed4j.graph.reason.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A method with its settings, ready to be trained. */
sealed interface Setting {
  /** Nothing to set. */
  record Popular() implements Setting {
    @Override
    public String toString() {
      return "none";
    }
  }

  /** Item-kNN. */
  record Neighbours(ItemNeighbours.Settings settings) implements Setting {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "k %d, shrinkage %.0f", settings.k(), settings.shrinkage());
    }
  }

  /** BPR. */
  record Bpr(BprFactors.Settings settings) implements Setting {
    @Override
    public String toString() {
      return "dim " + settings.dim() + ", lambda " + settings.lambda();
    }
  }

  /**
   * A model of the graph.
   *
   * @param model such as "complex"
   * @param knowledge whether it learns from knowledge too
   * @param changes to {@link GraphSettings}
   */
  record Graph(String model, boolean knowledge, List<String> changes) implements Setting {
    @Override
    public String toString() {
      return changes.isEmpty() ? "none" : String.join(", ", changes);
    }
  }

  /** Returns what validation may choose from for a method. */
  static List<Setting> all(Method method) {
    return switch (method) {
      case POPULARITY -> List.of(new Popular());
      case ITEM_KNN -> neighbours();
      case BPR -> bpr();
      case TRANSE -> List.of(new Graph(method.key(), true, List.of()));
      case DISTMULT, COMPLEX -> graph(method.key(), true, PENALTIES);
      case COMPLEX_LIKES -> graph(Method.COMPLEX.key(), false, PENALTIES);
    };
  }

  /** Weights of N3. */
  List<String> PENALTIES = List.of("regularizer.weight=0.1", "regularizer.weight=0.3");

  private static List<Setting> neighbours() {
    List<Setting> all = new ArrayList<>();
    for (int k : new int[] {50, 200, 1000}) {
      for (double shrinkage : new double[] {0, 5, 20}) {
        all.add(new Neighbours(new ItemNeighbours.Settings(k, shrinkage)));
      }
    }
    return all;
  }

  private static List<Setting> bpr() {
    List<Setting> all = new ArrayList<>();
    for (int dim : new int[] {32, 64}) {
      for (double lambda : new double[] {0.01, 0.05}) {
        all.add(new Bpr(new BprFactors.Settings(dim, 0.05, lambda)));
      }
    }
    return all;
  }

  private static List<Setting> graph(String model, boolean knowledge, List<String> changes) {
    return changes.stream()
        .<Setting>map(change -> new Graph(model, knowledge, List.of(change)))
        .toList();
  }
}

package io.embed4j.core.config;

import static io.embed4j.core.config.Rules.require;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration with one component of every kind. */
public record SampleConfig(
    Shape shape,
    int dim,
    boolean reciprocal,
    Loss loss,
    Sampler sampler,
    Schedule schedule,
    float share,
    long seed,
    String title,
    Optional<Integer> limit,
    List<Loss> more,
    Map<String, Double> figures) {
  public SampleConfig {
    require(dim > 0, "dim", "must be positive", dim);
  }

  public static SampleConfig defaults() {
    return new SampleConfig(
        new Circle(1),
        100,
        true,
        new Loss.CrossEntropy(0.1),
        Sampler.UNIFORM,
        new Schedule(0, 0.5),
        0.25f,
        1,
        "a title",
        Optional.empty(),
        List.of(),
        Map.of());
  }

  static Choices choices() {
    return Choices.none()
        .with(Shape.class, Map.of("circle", new Circle(1), "square", new Square(2, 3)));
  }

  /** An open choice. */
  public interface Shape {}

  public record Circle(double radius) implements Shape {}

  public record Square(double side, int corners) implements Shape {}

  /** A closed choice. */
  public sealed interface Loss {
    record CrossEntropy(double labelSmoothing) implements Loss {
      public static CrossEntropy defaults() {
        return new CrossEntropy(0);
      }
    }

    record MarginRanking(double margin, int negatives) implements Loss {
      public MarginRanking {
        require(margin > 0, "margin", "must be positive", margin);
      }
    }

    record Plain() implements Loss {}
  }

  public enum Sampler {
    UNIFORM,
    IN_BATCH
  }

  public record Schedule(int warmUpEpochs, double end) {}
}

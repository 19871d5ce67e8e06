package io.embed4j.search;

import io.embed4j.core.text.ModelFingerprint;
import io.embed4j.search.item.Attribute;
import io.embed4j.search.item.Item;
import io.embed4j.search.schema.GraphSettings;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.Precision;
import io.embed4j.search.schema.VectorField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Items, vectors and settings to test with. */
public final class Samples {
  /** The name of the vectors. */
  public static final String FIELD = "text";

  private Samples() {}

  /** Returns the fingerprint of a model that does not exist. */
  public static ModelFingerprint model(int dim) {
    return new ModelFingerprint("sample", "a1", "b2", "mean", "", "", dim, true);
  }

  /** Returns the settings of an index with one vector, and graphs from few vectors on. */
  public static IndexSettings settings(int dim, Precision precision, int firstPass) {
    VectorField field = new VectorField(FIELD, precision, firstPass, model(dim));
    return new IndexSettings(new GraphSettings(16, 100, 300), Map.of(), Map.of()).with(field);
  }

  /** Returns settings with vectors of floats. */
  public static IndexSettings settings(int dim) {
    return settings(dim, Precision.FLOAT, dim);
  }

  /** Returns vectors in clusters, of any length, whose first dimensions say the most. */
  public static List<float[]> vectors(int count, int dim, long seed) {
    Random random = new Random(seed);
    float[][] centres = new float[Math.max(1, count / 50)][dim];
    for (float[] centre : centres) {
      for (int i = 0; i < dim; i++) {
        centre[i] = (float) (random.nextGaussian() / Math.sqrt(1 + i / 4.0));
      }
    }
    List<float[]> vectors = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      float[] vector = centres[random.nextInt(centres.length)].clone();
      for (int i = 0; i < dim; i++) {
        vector[i] += (float) (0.5 * random.nextGaussian() / Math.sqrt(1 + i / 4.0));
      }
      vectors.add(vector);
    }
    return vectors;
  }

  /** Returns an item with a vector alone, and its number as an attribute. */
  public static Item item(int number, float[] vector) {
    return new Item(
        "item-" + number,
        "",
        List.of(new Attribute.Whole("number", number)),
        Map.of(FIELD, vector));
  }

  /** Returns an item with a text alone. */
  public static Item item(String id, String text) {
    return new Item(id, text, List.of(), Map.of());
  }

  /** Returns the cosine, by the formula. */
  public static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }
}

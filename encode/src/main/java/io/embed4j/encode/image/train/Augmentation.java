package io.embed4j.encode.image.train;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.encode.image.Resampling;
import io.embed4j.encode.image.RgbImage;
import java.util.SplittableRandom;

/**
 * Changes that leave what a picture shows as it is: a part of it, resized; its mirror image;
 * another brightness and contrast. Chen et al.: A Simple Framework for Contrastive Learning, 2020,
 * appendix A. All choices come from the random numbers that are given, so that the same ones give
 * the same picture. Thread-safe.
 *
 * @param smallest share of the area that is kept at least, in (0, 1]; 1 keeps all
 * @param mirrors whether every second picture is mirrored
 * @param light how far brightness and contrast go from 1, in [0, 1)
 */
public record Augmentation(double smallest, boolean mirrors, double light) {
  /** Width by height of a part, at most, and the inverse of the least. */
  private static final double MOST_ASPECT = 4.0 / 3;

  public Augmentation {
    require(smallest > 0 && smallest <= 1, "smallest", "must be above 0 and at most 1", smallest);
    require(light >= 0 && light < 1, "light", "must be at least 0 and below 1", light);
  }

  /** Returns nothing but the picture itself. */
  public static Augmentation none() {
    return new Augmentation(1, false, 0);
  }

  /** Returns a view of a picture, as large as it is. */
  public RgbImage apply(RgbImage image, SplittableRandom random) {
    RgbImage view = part(image, random);
    if (mirrors && random.nextBoolean()) {
      view = mirrored(view);
    }
    return light > 0 ? lit(view, random) : view;
  }

  private RgbImage part(RgbImage image, SplittableRandom random) {
    if (smallest == 1) {
      return image;
    }
    double share = random.nextDouble(smallest, 1);
    double aspect = Math.pow(MOST_ASPECT, random.nextDouble(-1, 1));
    int width = side(image.width(), Math.sqrt(share * aspect));
    int height = side(image.height(), Math.sqrt(share / aspect));
    int left = random.nextInt(image.width() - width + 1);
    int top = random.nextInt(image.height() - height + 1);
    return Resampling.BILINEAR.resize(
        image.crop(left, top, width, height), image.width(), image.height());
  }

  private static int side(int length, double share) {
    return Math.clamp(Math.round(length * share), 1, length);
  }

  private static RgbImage mirrored(RgbImage image) {
    RgbImage mirrored = RgbImage.black(image.width(), image.height());
    int line = 3 * image.width();
    for (int at = 0; at < image.rgb().length; at += 3) {
      int column = at % line;
      System.arraycopy(image.rgb(), at, mirrored.rgb(), at - column + line - 3 - column, 3);
    }
    return mirrored;
  }

  /** contrast (x − mean) + brightness mean, for all colours alike. */
  private RgbImage lit(RgbImage image, SplittableRandom random) {
    double brightness = random.nextDouble(1 - light, 1 + light);
    double contrast = random.nextDouble(1 - light, 1 + light);
    long sum = 0;
    for (byte b : image.rgb()) {
      sum += b & 0xFF;
    }
    double mean = (double) sum / image.rgb().length;
    byte[] rgb = new byte[image.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      double value = contrast * ((image.rgb()[i] & 0xFF) - mean) + brightness * mean;
      rgb[i] = (byte) Math.clamp(Math.round(value), 0, 255);
    }
    return new RgbImage(image.width(), image.height(), rgb);
  }
}

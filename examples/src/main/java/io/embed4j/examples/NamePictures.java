package io.embed4j.examples;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.image.ImageEncoding;
import io.embed4j.encode.image.JointEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Says which of some labels fits each picture, by a model of texts and pictures. */
public final class NamePictures {
  private NamePictures() {}

  /** Takes a folder of CLIP or SigLIP, then pictures. */
  public static void main(String[] args) {
    List<String> labels = List.of("a photo of a cat", "a photo of a dog", "a drawing");
    List<Path> pictures = Arrays.stream(args).skip(1).map(Path::of).toList();
    try (JointEncoder encoder = JointEncoder.load(Path.of(args[0]))) {
      List<float[]> texts = encoder.encodeTexts(labels);
      List<ImageEncoding> encodings = encoder.images().encodings(pictures, Progress.NONE);
      for (int i = 0; i < pictures.size(); i++) {
        switch (encodings.get(i)) {
          case ImageEncoding.Encoded(float[] vector) -> {
            double[] probabilities = encoder.probabilities(vector, texts);
            for (int j = 0; j < labels.size(); j++) {
              System.out.printf("%s  %.3f  %s%n", pictures.get(i), probabilities[j], labels.get(j));
            }
          }
          case ImageEncoding.Failed(String reason) -> System.out.println(reason);
        }
      }
    }
  }
}

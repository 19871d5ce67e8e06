package io.embed4j.examples;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Schedule;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.LinearProbe;
import io.embed4j.encode.benchmark.NeighbourProbe;
import io.embed4j.encode.image.ImageEncoder;
import io.embed4j.encode.image.train.Augmentation;
import io.embed4j.encode.image.train.ImageTrainConfig;
import io.embed4j.encode.image.train.ImageTrainConfig.Positives;
import io.embed4j.encode.image.train.ImageTraining;
import io.embed4j.encode.image.train.LabelledImages;
import io.embed4j.encode.image.train.NewImageModel;
import io.embed4j.neural.family.ResNetShape;
import io.embed4j.neural.train.AdamW;
import io.embed4j.neural.train.AdamW.Decayed;
import java.nio.file.Path;
import java.util.List;

/** Trains an encoder of little pictures from scratch, and measures it by what its vectors tell. */
public final class TrainImageEncoder {
  private static final long SEED = 1;
  private static final int LABELS = 10;

  private TrainImageEncoder() {}

  /**
   * Takes a folder with the four files of MNIST or Fashion-MNIST, a folder for the model, the
   * number of epochs, and how many training pictures to use.
   */
  public static void main(String[] args) {
    Path data = Path.of(args[0]);
    Path folder = Path.of(args[1]);
    LabelledImages train = read(data, "train").first(Integer.parseInt(args[3]));
    LabelledImages test = read(data, "t10k");
    ResNetShape shape = new ResNetShape(3, 32, true, List.of(64, 128), List.of(1, 1));
    NewImageModel model = NewImageModel.create(folder, shape, 28, 28, 0.286, 0.353, SEED);
    ImageTrainConfig config =
        new ImageTrainConfig(
            Positives.LABELS,
            0.1,
            new Augmentation(0.7, true, 0.1),
            Integer.parseInt(args[2]),
            256,
            new AdamW(2e-3, 0.9, 0.999, 1e-8, 1e-2, Decayed.MATRICES, 5),
            new Schedule(0.5, Schedule.Decay.Cosine.defaults()),
            SEED);
    try (Workers workers = Workers.all()) {
      ImageTraining.train(
          config,
          train,
          model.preprocessor(),
          model.trainable(),
          workers,
          Progress.NONE,
          report ->
              System.out.printf(
                  "epoch %.0f  loss %.4f  %.0f s%n",
                  report.epochs(), report.loss(), report.seconds()));
      model.save();
      try (ImageEncoder encoder = ImageEncoder.load(folder)) {
        List<float[]> known = encoder.encodeAll(train.images());
        List<float[]> asked = encoder.encodeAll(test.images());
        NeighbourProbe nearest = new NeighbourProbe(known, train.labels(), 20);
        LinearProbe linear = LinearProbe.fit(known, train.labels(), LABELS, 1.0 / known.size());
        System.out.printf(
            "20 nearest neighbours: %.4f%n", nearest.accuracy(asked, test.labels(), workers));
        System.out.printf("linear probe: %.4f%n", linear.accuracy(asked, test.labels()));
      }
    }
  }

  private static LabelledImages read(Path folder, String part) {
    return LabelledImages.readIdx(
        folder.resolve(part + "-images-idx3-ubyte.gz"),
        folder.resolve(part + "-labels-idx1-ubyte.gz"));
  }
}

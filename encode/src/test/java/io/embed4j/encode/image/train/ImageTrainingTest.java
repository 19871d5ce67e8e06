package io.embed4j.encode.image.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Schedule;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.LinearProbe;
import io.embed4j.encode.benchmark.NeighbourProbe;
import io.embed4j.encode.image.ImageEncoder;
import io.embed4j.encode.image.RgbImage;
import io.embed4j.encode.image.train.ImageTrainConfig.Positives;
import io.embed4j.neural.family.ResNetShape;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.train.AdamW;
import io.embed4j.neural.train.AdamW.Decayed;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Little pictures with bars of three directions, which a small network must learn to tell. */
final class ImageTrainingTest {
  private static final int SIDE = 12;

  @TempDir private Path folder;

  /** Bars that lie, stand or slant, in noise. */
  private static LabelledImages bars(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<RgbImage> images = new ArrayList<>();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
      byte[] rgb = new byte[3 * SIDE * SIDE];
      int shift = random.nextInt(SIDE);
      for (int j = 0; j < SIDE * SIDE; j++) {
        int x = j % SIDE;
        int y = j / SIDE;
        int along = labels[i] == 0 ? y : labels[i] == 1 ? x : x + y;
        int light = (along + shift) % 6 < 3 ? 150 : 60;
        byte value = (byte) (light + random.nextInt(60));
        Arrays.fill(rgb, 3 * j, 3 * j + 3, value);
      }
      images.add(new RgbImage(SIDE, SIDE, rgb));
    }
    return new LabelledImages(images, labels);
  }

  private NewImageModel model(long seed) {
    ResNetShape shape = new ResNetShape(3, 8, true, List.of(8, 16), List.of(1, 1));
    return NewImageModel.create(folder, shape, SIDE, SIDE, 0.5, 0.25, seed);
  }

  private static ImageTrainConfig config(Positives positives, int epochs) {
    AdamW optimizer = new AdamW(5e-3, 0.9, 0.999, 1e-8, 1e-4, Decayed.MATRICES, 5);
    Schedule schedule = new Schedule(0, Schedule.Decay.Cosine.defaults());
    Augmentation augmentation = new Augmentation(0.6, true, 0.2);
    return new ImageTrainConfig(positives, 0.2, augmentation, epochs, 30, optimizer, schedule, 7);
  }

  private static double loss(NewImageModel model, ImageTrainConfig config, int threads) {
    double[] last = new double[1];
    try (Workers workers = new Workers(threads)) {
      ImageTraining.train(
          config,
          bars(150, 1),
          model.preprocessor(),
          model.trainable(),
          workers,
          Progress.NONE,
          report -> last[0] = report.loss());
    }
    return last[0];
  }

  @Test
  void vectorsOfLabelsAreToldApartAfterTraining() {
    NewImageModel model = model(3);
    loss(model, config(Positives.LABELS, 6), 2);
    model.save();
    LabelledImages train = bars(90, 2);
    LabelledImages test = bars(90, 5);
    try (ImageEncoder encoder = ImageEncoder.load(folder);
        Workers workers = new Workers(2)) {
      List<float[]> known = encoder.encodeAll(train.images());
      List<float[]> asked = encoder.encodeAll(test.images());
      assertThat(
              new NeighbourProbe(known, train.labels(), 5).accuracy(asked, test.labels(), workers))
          .isGreaterThan(0.9);
      assertThat(LinearProbe.fit(known, train.labels(), 3, 1e-3).accuracy(asked, test.labels()))
          .isGreaterThan(0.9);
    }
  }

  @Test
  void viewsOfAPictureComeNearerToEachOther() {
    double first = loss(model(3), config(Positives.VIEWS, 1), 2);
    double later = loss(model(3), config(Positives.VIEWS, 4), 2);
    assertThat(later).isLessThan(first - 0.1);
  }

  @Test
  void theSameSeedGivesTheSameBitsWithAnyThreads() {
    List<List<float[]>> values = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      NewImageModel model = model(4);
      loss(model, config(Positives.VIEWS, 1), threads);
      values.add(model.trainable().parameters().stream().map(Parameter::values).toList());
    }
    for (int i = 0; i < values.get(0).size(); i++) {
      assertThat(values.get(1).get(i)).isEqualTo(values.get(0).get(i));
    }
    assertThatThrownBy(() -> loss(model(4), config(Positives.VIEWS, 0), 1))
        .hasMessageContaining("epochs must be at least 1");
  }

  @Test
  void augmentationsAreKeyedByTheirRandomNumbers() {
    RgbImage image = bars(1, 9).images().getFirst();
    Augmentation augmentation = new Augmentation(0.3, true, 0.3);
    RgbImage one = augmentation.apply(image, new SplittableRandom(1));
    assertThat(augmentation.apply(image, new SplittableRandom(1)).rgb()).isEqualTo(one.rgb());
    assertThat(augmentation.apply(image, new SplittableRandom(2)).rgb()).isNotEqualTo(one.rgb());
    assertThat(Augmentation.none().apply(image, new SplittableRandom(1))).isEqualTo(image);
    Augmentation mirror = new Augmentation(1, true, 0);
    List<byte[]> views =
        IntStream.range(0, 9)
            .mapToObj(seed -> mirror.apply(image, new SplittableRandom(seed)).rgb())
            .toList();
    byte[] mirrored = image.rgb().clone();
    for (int i = 0; i < mirrored.length; i++) {
      int column = i / 3 % SIDE;
      mirrored[i] = image.rgb()[i + 3 * (SIDE - 1 - 2 * column)];
    }
    assertThat(views).anySatisfy(v -> assertThat(v).isEqualTo(image.rgb()));
    assertThat(views).anySatisfy(v -> assertThat(v).isEqualTo(mirrored));
    assertThatThrownBy(() -> new Augmentation(0, true, 0)).hasMessageContaining("smallest must be");
  }

  private Path idx(String name, int... content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      int header = content[0] == 0x803 ? 4 : 2;
      for (int i = 0; i < content.length; i++) {
        if (i < header) {
          out.writeInt(content[i]);
        } else {
          out.writeByte(content[i]);
        }
      }
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  @Test
  void filesOfMnistAreRead() throws IOException {
    Path images = idx("images.gz", 0x803, 2, 1, 2, 10, 200, 30, 40);
    Path labels = idx("labels.gz", 0x801, 2, 7, 3);
    LabelledImages read = LabelledImages.readIdx(images, labels);
    assertThat(read.labels()).containsExactly(7, 3);
    assertThat(read.images().getFirst().rgb())
        .containsExactly(10, 10, 10, (byte) 200, (byte) 200, (byte) 200);
    assertThat(read.first(1).size()).isEqualTo(1);
    Path few = idx("few.gz", 0x801, 1, 7);
    assertThatThrownBy(() -> LabelledImages.readIdx(images, few))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("1 labels, but");
    assertThatThrownBy(() -> LabelledImages.readIdx(labels, images))
        .hasMessageContaining("expected 0x803 at its start");
    Path cut = idx("cut.gz", 0x803, 2, 1, 2, 10);
    assertThatThrownBy(() -> LabelledImages.readIdx(cut, labels))
        .hasMessageContaining("the file ends too early");
  }
}

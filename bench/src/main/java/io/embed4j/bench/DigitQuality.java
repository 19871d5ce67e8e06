package io.embed4j.bench;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.audio.AudioEncoder;
import io.embed4j.encode.audio.AudioEncoderOptions;
import io.embed4j.encode.audio.AudioModel;
import io.embed4j.encode.audio.Sound;
import io.embed4j.encode.audio.feature.LogMelFeatures;
import io.embed4j.encode.audio.feature.Mfcc;
import io.embed4j.encode.audio.train.AudioTrainConfig;
import io.embed4j.encode.audio.train.AudioTrainer;
import io.embed4j.encode.audio.train.LabelledSound;
import io.embed4j.encode.benchmark.LinearProbe;
import io.embed4j.encode.benchmark.data.SpokenDigits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench digits}: encoders of spoken digits that are trained from scratch. */
@Command(
    name = "digits",
    mixinStandardHelpOptions = true,
    description = {
      "Trains encoders of the Free Spoken Digit Dataset from scratch, and measures how many digits a",
      "linear probe tells from their vectors, beside one of MFCC: on the official test, and with",
      "each speaker held out in turn."
    })
final class DigitQuality implements Runnable {
  private static final int RATE = 8000;
  private static final int DIGITS = 10;
  private static final int COEFFICIENTS = 20;

  @Parameters(paramLabel = "DATA", description = "fsdd.tar.gz")
  private Path data = Path.of("");

  @Option(
      names = "--epochs",
      defaultValue = "30",
      description = "Of each training (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(names = "--seed", defaultValue = "1", description = "(default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "Threads (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--only", description = "official, or the name of a speaker.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      defaultValue = "runs/digits",
      description = "Where the encoders are kept (default: ${DEFAULT-VALUE}).")
  private Path work = Path.of("");

  @Mixin private ResultOption result;

  @Override
  public void run() {
    List<SpokenDigits> all = SpokenDigits.read(data);
    SpeedReport report = new SpeedReport("probe", "fsdd", "resnet", threads, seed);
    if (isWanted("official")) {
      measure("official", all, SpokenDigits::isTest, report);
    }
    double baseline = 0;
    double trained = 0;
    List<String> speakers =
        all.stream().map(SpokenDigits::speaker).distinct().filter(this::isWanted).sorted().toList();
    for (String speaker : speakers) {
      double[] accuracies = measure(speaker, all, digit -> digit.speaker().equals(speaker), report);
      baseline += accuracies[0] / speakers.size();
      trained += accuracies[1] / speakers.size();
    }
    if (!speakers.isEmpty()) {
      print("mean of " + speakers.size() + " speakers", baseline, trained, 0);
      report.record("speakers-mfcc", baseline);
      report.record("speakers-encoder", trained);
    }
    result.write(report);
  }

  private boolean isWanted(String name) {
    return only.isEmpty() || only.contains(name);
  }

  /** Returns the accuracies of MFCC and of an encoder. */
  private double[] measure(
      String name, List<SpokenDigits> all, Predicate<SpokenDigits> isTest, SpeedReport report) {
    List<SpokenDigits> train = all.stream().filter(isTest.negate()).toList();
    List<SpokenDigits> test = all.stream().filter(isTest).toList();
    Mfcc mfcc = new Mfcc(LogMelFeatures.of(RATE), COEFFICIENTS);
    double baseline =
        accuracy(train, test, some -> some.stream().map(s -> mfcc.vector(s.samples())).toList());
    Path folder = work.resolve(name);
    long start = System.nanoTime();
    train(train, folder);
    double seconds = (System.nanoTime() - start) * 1e-9;
    AudioEncoderOptions options = AudioEncoderOptions.defaults().withThreads(threads);
    double accuracy;
    try (AudioEncoder encoder = AudioEncoder.of(AudioModel.read(folder), options)) {
      accuracy = accuracy(train, test, encoder::encodeAll);
    }
    print(name, baseline, accuracy, seconds);
    report.record(name + "-mfcc", baseline);
    report.record(name + "-encoder", accuracy);
    report.record(name + "-training-seconds", seconds);
    return new double[] {baseline, accuracy};
  }

  private void train(List<SpokenDigits> train, Path folder) {
    List<LabelledSound> sounds =
        train.stream().map(d -> new LabelledSound(d.sound(), Integer.toString(d.digit()))).toList();
    AudioTrainConfig config = AudioTrainConfig.defaults().withEpochs(epochs).withSeed(seed);
    try (Workers workers = new Workers(threads)) {
      AudioTrainer.train(sounds, RATE, config, folder, workers, Progress.NONE);
    }
  }

  /** What makes vectors of sounds. */
  private interface Vectors {
    List<float[]> of(List<Sound> sounds);
  }

  private static double accuracy(
      List<SpokenDigits> train, List<SpokenDigits> test, Vectors vectors) {
    LinearProbe probe =
        LinearProbe.fit(vectors.of(sounds(train)), digits(train), DIGITS, 1.0 / train.size());
    return probe.accuracy(vectors.of(sounds(test)), digits(test));
  }

  private static List<Sound> sounds(List<SpokenDigits> digits) {
    return digits.stream().map(SpokenDigits::sound).toList();
  }

  private static int[] digits(List<SpokenDigits> digits) {
    return digits.stream().mapToInt(SpokenDigits::digit).toArray();
  }

  private static void print(String name, double baseline, double trained, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%-20s MFCC %6.2f %%   encoder %6.2f %%   %s%n",
        name,
        100 * baseline,
        100 * trained,
        seconds == 0 ? "" : String.format(Locale.ROOT, "trained in %.0f s", seconds));
  }
}

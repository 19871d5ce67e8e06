package io.embed4j.cli;

import io.embed4j.core.config.Names;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.audio.AudioEncoder;
import io.embed4j.encode.audio.AudioEncoderOptions;
import io.embed4j.encode.audio.AudioModel;
import io.embed4j.encode.hub.Hub;
import io.embed4j.encode.hub.HubConfig;
import io.embed4j.encode.image.ImageEncoder;
import io.embed4j.encode.image.ImageEncoderOptions;
import io.embed4j.encode.image.ImageModel;
import io.embed4j.encode.image.JointEncoder;
import io.embed4j.encode.image.JointModel;
import io.embed4j.encode.model.DefaultModel;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --model} of the commands that encode texts. */
final class EncoderOption {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "english",
      description = {
        "english (all-MiniLM-L6-v2), chinese (bge-small-zh-v1.5), a folder, or ORG/NAME that",
        "models pull has fetched (default: ${DEFAULT-VALUE})."
      })
  private String model = "";

  @Mixin private ThreadsOption threads;

  /** Loads the model. */
  TextEncoder open() {
    EncoderOptions options = EncoderOptions.defaults().withThreads(threads.count());
    return TextEncoder.of(read(model), options);
  }

  /** Loads a model of pictures. */
  ImageEncoder openImages() {
    return ImageEncoder.of(ImageModel.read(pictureFolder()), pictureOptions());
  }

  /** Loads a model of texts and pictures. */
  JointEncoder openJoint() {
    return JointEncoder.of(JointModel.read(pictureFolder()), pictureOptions());
  }

  private Path pictureFolder() {
    if (DefaultModel.of(model).isPresent()) {
      throw new NotFoundException(
          "%s is no model of pictures: name one by --model, such as a folder of CLIP or SigLIP"
              .formatted(model));
    }
    return folder(model);
  }

  private ImageEncoderOptions pictureOptions() {
    return ImageEncoderOptions.defaults().withThreads(threads.count());
  }

  /** Loads a model of sounds; sounds that are longer than a limit will be refused. */
  AudioEncoder openAudio(double maxSeconds) {
    if (DefaultModel.of(model).isPresent()) {
      throw new NotFoundException(
          "%s is no model of sounds: name one by --model, such as a folder of Whisper or CLAP"
              .formatted(model));
    }
    AudioEncoderOptions options =
        AudioEncoderOptions.defaults().withThreads(threads.count()).withMaxSeconds(maxSeconds);
    return AudioEncoder.of(AudioModel.read(folder(model)), options);
  }

  /** Reads the model of a name. */
  static EncoderModel read(String name) {
    return EncoderFolder.read(folder(name));
  }

  /**
   * Returns the folder that a name stands for.
   *
   * @throws NotFoundException if there is none
   */
  static Path folder(String name) {
    Optional<DefaultModel> known = DefaultModel.of(name);
    if (known.isPresent()) {
      return known.get().folder();
    }
    Path folder = Path.of(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    return fetched(name).orElseThrow(() -> unknown(name));
  }

  private static Optional<Path> fetched(String name) {
    return isOfHub(name) ? Hub.of(HubConfig.fromEnvironment()).cached(name) : Optional.empty();
  }

  /** Returns whether a name looks like ORG/NAME, and not like a path that is not there. */
  private static boolean isOfHub(String name) {
    return name.matches("[\\w-][\\w.-]*/[\\w.-]+");
  }

  private static NotFoundException unknown(String name) {
    List<String> known = Arrays.stream(DefaultModel.values()).map(EncoderOption::nameOf).toList();
    String proposal =
        Names.nearest(name, known).map(near -> "; did you mean " + near + "?").orElse(".");
    String advice =
        isOfHub(name)
            ? "If it is on the hub, fetch it: embed4j models pull " + name
            : "It must be one of %s, a folder, or ORG/NAME; embed4j models ls shows what is here"
                .formatted(String.join(", ", known));
    return new NotFoundException("there is no model %s%s %s".formatted(name, proposal, advice));
  }

  /** Returns the short name of a model. */
  static String nameOf(DefaultModel model) {
    return model.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package io.embed4j.encode.hub;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which files of a model are fetched. Patterns are globs of paths, in which {@code *} does not
 * cross a {@code /}.
 *
 * @param always patterns of files that are always fetched
 * @param weights forms of weights, the preferred one first; each is a list of patterns of names,
 *     and of each folder the first form that is there is fetched
 * @param folders patterns of the folders that may hold weights; "" is the folder of the model
 */
public record FileChoice(List<String> always, List<List<String>> weights, List<String> folders) {
  /**
   * Returns what an encoder needs: settings, vocabularies and, of the model and its numbered
   * modules such as {@code 2_Dense}, safetensors or else {@code pytorch_model.bin} or else ONNX.
   */
  public static FileChoice encoder() {
    return new FileChoice(
        List.of("*.{json,txt,model}", "[0-9]*_*/*.{json,txt,model}"),
        List.of(
            List.of("model.safetensors", "model-*-of-*.safetensors"),
            List.of("pytorch_model.bin", "pytorch_model-*-of-*.bin"),
            List.of("onnx/model.onnx", "onnx/model.onnx{_,.}data"),
            List.of("model.onnx", "model.onnx{_,.}data")),
        List.of("", "[0-9]*_*"));
  }

  /** Returns the chosen ones of some paths, in alphabetical order. */
  List<String> of(Collection<String> paths) {
    TreeSet<String> chosen = new TreeSet<>();
    for (String pattern : always) {
      chosen.addAll(matching(paths, pattern));
    }
    TreeSet<String> parents = new TreeSet<>(List.of(""));
    paths.stream()
        .filter(path -> path.contains("/"))
        .forEach(path -> parents.add(path.substring(0, path.lastIndexOf('/'))));
    for (String parent : parents) {
      if (folders.stream().anyMatch(pattern -> matches(pattern, parent))) {
        chosen.addAll(weights(paths, parent));
      }
    }
    return List.copyOf(chosen);
  }

  private Collection<String> weights(Collection<String> paths, String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    List<String> below =
        paths.stream()
            .filter(path -> path.startsWith(prefix))
            .map(path -> path.substring(prefix.length()))
            .toList();
    for (List<String> form : weights) {
      List<String> found =
          form.stream()
              .flatMap(pattern -> matching(below, pattern).stream())
              .map(name -> prefix + name)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static List<String> matching(Collection<String> paths, String pattern) {
    return paths.stream().filter(path -> matches(pattern, path)).toList();
  }

  private static boolean matches(String pattern, String path) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    return matcher.matches(Path.of(path));
  }
}

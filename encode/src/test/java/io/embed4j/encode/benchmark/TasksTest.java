package io.embed4j.encode.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.run.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksTest {
  @Test
  void namesAreUniqueAndFound() {
    List<String> names = Tasks.all().stream().map(task -> task.name() + " " + task.part()).toList();
    assertThat(names).doesNotHaveDuplicates().contains("stsb-en test", "stsb-zh dev");
    for (Task task : Tasks.all()) {
      assertThat(Tasks.find(task.name(), task.part())).isSameAs(task);
      assertThat(task.description()).isNotBlank();
    }
  }

  @Test
  void unknownNamesProposeTheNearest() {
    assertThatThrownBy(() -> Tasks.find("scifakt"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith(
            "there is no task \"scifakt\"; did you mean scifact? Tasks: stsb-en, stsb-zh, ");
    assertThatThrownBy(() -> Tasks.find("image-classification-with-words"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith(
            "there is no task \"image-classification-with-words\". Tasks: stsb-en, ");
  }

  @Test
  void theTestPartIsUsualWhereThereIsOne() {
    assertThat(Tasks.find("stsb-en").part()).isEqualTo("test");
    assertThat(Tasks.find("cmrc2018").part()).isEqualTo("dev");
    assertThatThrownBy(() -> Tasks.find("stsb-en", "train"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("stsb-en has no part \"train\"; it has test, dev");
  }

  @Test
  void missingDataIsNamed(@TempDir Path folder) {
    VectorSource source = (texts, role) -> List.of();
    for (Task task : Tasks.all()) {
      assertThatThrownBy(() -> task.evaluate(source, folder, Progress.NONE))
          .isInstanceOf(NotFoundException.class)
          .hasMessageStartingWith(folder + " has no file ");
    }
  }

  @Test
  void theMainFigureIsOneOfTheFigures() {
    var result = new TaskResult("t", "a", Map.of("a", 0.5, "b", 1.0), Map.of("pairs", 3));
    assertThat(result.main()).isEqualTo(0.5);
    assertThatThrownBy(() -> new TaskResult("t", "c", Map.of("a", 0.5), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mainMetric must be one of [a], but is c");
  }
}

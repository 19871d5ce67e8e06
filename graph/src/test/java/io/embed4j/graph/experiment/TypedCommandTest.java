package io.embed4j.graph.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TypedCommandTest {
  @Test
  void aCommandIsWrittenAsItIsTyped() {
    assertThat(TypedCommand.of(Optional.empty(), "./embed4j bench", List.of()))
        .isEqualTo("./embed4j bench");
    assertThat(
            TypedCommand.of(
                Optional.of("-Xmx2g -Xmn128m"), "./embed4j", List.of("kg", "train", "my graph")))
        .isEqualTo("EMBED4J_JAVA_OPTS=\"-Xmx2g -Xmn128m\" ./embed4j kg train \"my graph\"");
    assertThat(TypedCommand.of(Optional.of(" "), "./embed4j", List.of("demo")))
        .isEqualTo("./embed4j demo");
  }
}

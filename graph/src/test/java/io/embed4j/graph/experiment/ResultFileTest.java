package io.embed4j.graph.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultFileTest {
  @TempDir private Path folder;

  static Result result(String name, String data, double mrr) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("mrr", mrr);
    metrics.put("hits@10", 0.5);
    return new Result(
        name,
        "link-prediction",
        data,
        "complex",
        metrics,
        Optional.of(new Result.Peer("a peer", 0.25, "https://example.org/table")),
        "./embed4j kg experiments run " + name,
        1,
        new Result.Cost(2, 21.5, 3L << 30),
        "0123456789ab");
  }

  @Test
  void fileHoldsExactlyTheAgreedKeys() throws IOException {
    ResultFile.write(folder, result("a-b", "b", 0.375));

    JsonNode json = new ObjectMapper().readTree(folder.resolve("a-b.json").toFile());
    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"name": "a-b", "kind": "link-prediction", "data": "b", "model": "complex",
                     "metrics": {"mrr": 0.375, "hits@10": 0.5},
                     "peer": {"name": "a peer", "figure": 0.25,
                              "source": "https://example.org/table"},
                     "command": "./embed4j kg experiments run a-b", "seed": 1, "cores": 2,
                     "wallSeconds": 21.5, "peakMemoryBytes": 3221225472,
                     "commit": "0123456789ab"}
                    """));
    assertThat(folder)
        .isDirectoryContaining("glob:**/a-b.json")
        .isDirectoryNotContaining("glob:**tmp");
  }

  @Test
  void whatIsWrittenIsReadBackInOrderOfNames() {
    Result alone =
        new Result(
            "z.1",
            "speed",
            "none",
            "sgemm",
            Map.of("share", 0.83),
            Optional.empty(),
            "./embed4j bench",
            0,
            new Result.Cost(1, 0, 0),
            "unknown");
    ResultFile.write(folder, alone);
    ResultFile.write(folder, result("a-b", "b", 0.1));
    ResultFile.write(folder, result("a-b", "b", 0.3));

    assertThat(ResultFile.readAll(folder)).containsExactly(result("a-b", "b", 0.3), alone);
    assertThat(ResultFile.read(folder.resolve("a-b.json")).metrics().keySet())
        .containsExactly("mrr", "hits@10");
    assertThat(ResultFile.readAll(folder.resolve("none"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'peer': null | 'piir': null | peer: expected object, found missing",
        "'cores': 1 | 'cores': '1' | cores: expected number, found string",
        "'cores': 1 | 'cores': 0 | cores must be positive, but is 0",
        "'mrr': 0.3 | 'mrr': null | mrr: expected number, found null",
        "{'mrr': 0.3} | {} | metrics must not be empty, but is {}",
        "'kind': | 'kind' | not JSON",
      })
  void faultsNameTheFileAndTheKey(String good, String bad, String message) throws IOException {
    String text =
        """
        {'name': 'a', 'kind': 'k', 'data': 'd', 'model': 'm', 'metrics': {'mrr': 0.3}, \
        'peer': null, 'command': 'c', 'seed': 1, 'cores': 1, 'wallSeconds': 1, \
        'peakMemoryBytes': 1, 'commit': 'c'}""";
    Path file = Files.writeString(folder.resolve("a.json"), text.replace('\'', '"'));
    assertThat(ResultFile.read(file).name()).isEqualTo("a");

    Files.writeString(file, text.replace(good, bad).replace('\'', '"'));

    assertThatThrownBy(() -> ResultFile.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void meterTellsTimeAndMemoryAndTheCommitIsKnownInARepository() {
    Result.Cost cost = CostMeter.start(2).soFar();

    assertThat(cost.cores()).isEqualTo(2);
    assertThat(cost.wallSeconds()).isBetween(0.0, 60.0);
    assertThat(cost.peakMemoryBytes()).isBetween(8L << 20, 1L << 40);
    assertThat(Commit.of(folder)).isEqualTo("unknown");
  }
}

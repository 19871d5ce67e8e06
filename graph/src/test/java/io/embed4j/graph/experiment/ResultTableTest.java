package io.embed4j.graph.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  @Test
  void documentIsUpToDate() throws IOException {
    Path root = Path.of(Objects.requireNonNull(System.getenv("EMBED4J_ROOT")));

    assertThat(Files.readString(root.resolve("docs/results.md")))
        .as("run ./embed4j kg experiments table")
        .isEqualTo(ResultTable.markdown(ResultFile.readAll(root.resolve("experiments/results"))));
  }

  @Test
  void eachKindIsATableSortedByData() {
    Result speed =
        new Result(
            "sgemm",
            "speed",
            "512x200x14541",
            "sgemm",
            Map.of("gflops", 1234.5, "gflops-share", 0.756),
            Optional.of(new Result.Peer("roofline", 11.77, "measured in the same run")),
            "./embed4j bench",
            0,
            new Result.Cost(1, 9000, 0),
            "unknown");
    Result second = ResultFileTest.result("x", "z", 0.34567);
    Result first = ResultFileTest.result("y", "a|b", 0.1);

    assertThat(ResultTable.markdown(List.of(second, speed, first)))
        .endsWith(
            """

            ## link-prediction

            | data | model | mrr | hits@10 | compared with | time | memory | cores | file |
            |---|---|---|---|---|---|---|---|---|
            | a\\|b | complex | 0.100 | 0.500 | 0.250 [a peer](https://example.org/table) | 21.5 s | 3,072 MiB | 2 | [y](../experiments/results/y.json) |
            | z | complex | 0.346 | 0.500 | 0.250 [a peer](https://example.org/table) | 21.5 s | 3,072 MiB | 2 | [x](../experiments/results/x.json) |

            ## speed

            ### sgemm

            data 512x200x14541 · model sgemm · compared with 11.8 roofline (measured in the same run) · time 2.5 h · memory 0 MiB · cores 1 · file [sgemm](../experiments/results/sgemm.json)

            | figure | value | share |
            |---|---|---|
            | gflops | 1,235 | 76 % |
            """);
  }

  @Test
  void noResultsAreSaidSo() {
    assertThat(ResultTable.markdown(List.of())).endsWith("\nThere are no results yet.\n");
  }
}

package io.embed4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);
  private long millis;

  private ProgressBar bar(int columns) {
    return new ProgressBar(out, columns, () -> millis * 1_000_000);
  }

  @Test
  void barShowsShareRateRemainingTimeAndNote() {
    ProgressBar bar = bar(120);

    bar.report("epoch 3", 0, 1000, "");
    millis = 5000;
    bar.report("epoch 3", 250, 1000, "loss 0.31");

    assertThat(text.toString())
        .endsWith(
            "\r\u001b[Kepoch 3 [======                  ]  25%  250/1000  50/s  ETA 0:15"
                + "  loss 0.31");
  }

  @Test
  void barIsDrawnAtMostTenTimesASecond() {
    ProgressBar bar = bar(120);

    for (millis = 0; millis < 1000; millis++) {
      bar.report("load", millis, 2000, "");
    }

    assertThat(text.toString().split("\r", -1)).hasSize(11);
  }

  @Test
  void barDisappearsWhenDone() {
    ProgressBar bar = bar(120);

    bar.report("load", 1, 2, "");
    bar.report("load", 2, 2, "");

    assertThat(text.toString()).endsWith("\r\u001b[K");
  }

  @Test
  void barNeverReachesTheLastColumn() {
    bar(40).report("a long label that needs much room", 1, 2, "and a note");

    assertThat(text.toString()).hasSize("\r\u001b[K".length() + 39);
  }

  @Test
  void rateCountsFromTheStartOfTheLabel() {
    ProgressBar bar = bar(120);

    bar.report("epoch 1", 0, 1000, "");
    millis = 100_000;
    bar.report("epoch 2", 0, 1000, "");
    millis = 101_000;
    bar.report("epoch 2", 10, 1000, "");

    assertThat(text.toString()).endsWith("  10/s  ETA 1:39");
  }

  @Test
  void rateOfWorkThatBeginsAgainOrInTheMiddleIsThatOfThisTime() {
    ProgressBar bar = bar(120);

    bar.report("encoding", 0, 1000, "");
    millis = 10_000;
    bar.report("encoding", 900, 1000, "");
    millis = 100_000;
    bar.report("encoding", 500, 1000, "");
    millis = 110_000;
    bar.report("encoding", 600, 1000, "");

    assertThat(text.toString()).endsWith("  60%  600/1000  10/s  ETA 0:40");
  }

  @Test
  void linesComeEveryTenSecondsWhateverTheLabel() {
    ProgressLines lines = new ProgressLines(out, () -> millis * 1_000_000);

    for (millis = 0; millis <= 25_000; millis += 100) {
      lines.report("epoch " + millis / 3000, millis % 3000, 3000, "");
    }

    assertThat(text.toString().lines())
        .containsExactly(
            "epoch 3  33%  1000/3000  1.0 k/s  ETA 0:02",
            "epoch 6  66%  2000/3000  1.0 k/s  ETA 0:01");
  }

  @Test
  void unknownTotalShowsCountAndRate() {
    ProgressBar bar = bar(120);

    bar.report("read", 0, 0, "");
    millis = 2000;
    bar.report("read", 5_000_000, 0, "");

    assertThat(text.toString()).endsWith("\r\u001b[Kread 5000000  2.5 M/s");
  }

  @Test
  void longTimesShowHours() {
    assertThat(ProgressText.time(3 * 3600 + 5 * 60)).isEqualTo("3:05:00");
    assertThat(ProgressText.rate(2.25)).isEqualTo("2.3/s");
  }
}

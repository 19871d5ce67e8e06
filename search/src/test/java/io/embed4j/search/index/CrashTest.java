package io.embed4j.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.embed4j.search.Samples;
import io.embed4j.search.item.Attribute;
import io.embed4j.search.item.Filter;
import io.embed4j.search.item.Item;
import io.embed4j.search.query.IndexView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes an index and is killed by SIGKILL, which nothing can answer, at random
 * moments: what it said was committed is there, and no commit is there in part.
 */
class CrashTest {
  private static final int KILLS = 20;
  private static final int BATCH = 40;
  private static final int DIM = 8;

  @TempDir private Path folder;
  private Path told = Path.of(""); // the commits that a process said it made

  /**
   * The process that is killed: each commit writes a batch anew, with the commit's number on all of
   * its items, in place of the batch ten commits before.
   */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      int commit = Integer.parseInt(args[1]);
      Random random = new Random(commit);
      try (SearchIndex index = SearchIndex.open(Path.of(args[0]), Samples.settings(DIM))) {
        while (true) {
          List<Item> items = new ArrayList<>();
          for (int n = 0; n < BATCH; n++) {
            float[] vector = new float[DIM];
            for (int i = 0; i < DIM; i++) {
              vector[i] = (float) random.nextGaussian();
            }
            List<Attribute> attributes = List.of(new Attribute.Whole("commit", commit));
            String text = "item " + n + " of commit " + commit;
            items.add(
                new Item(commit % 10 + "-" + n, text, attributes, Map.of(Samples.FIELD, vector)));
          }
          index.put(items);
          index.note("commit", "" + commit);
          index.commit();
          System.out.println(commit);
          System.out.flush();
          commit++;
        }
      }
    }
  }

  private Process start(int from) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.resolve("index").toString(),
            "" + from)
        .redirectOutput(told.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void killedProcessesLoseNothingThatWasCommitted() throws Exception {
    assumeThat(System.getProperty("os.name")).as("SIGKILL").doesNotContain("Windows");
    told = folder.resolve("told");
    long seed = 20;
    Random random = new Random(seed);
    int last = -1;
    int commits = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int before = last;
      Process writer = start(last + 1);
      while (last() < 0 && writer.isAlive()) { // it begins
        TimeUnit.MILLISECONDS.sleep(5);
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(60_000));
      writer.destroyForcibly(); // SIGKILL
      assertThat(writer.waitFor()).isEqualTo(128 + 9);
      last = last();
      commits += last - before;
      last = verify(last, "seed " + seed + ", kill " + kill);
    }
    assertThat(commits).isGreaterThanOrEqualTo(KILLS); // one each, however slow the machine
  }

  /** Returns the last whole line that the process wrote, or −1. */
  private int last() throws IOException {
    String text = Files.readString(told);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1).strip();
    return whole.isEmpty() ? -1 : Integer.parseInt(whole.substring(whole.lastIndexOf('\n') + 1));
  }

  /** Returns the commit that is there: the last one told, or the one after it. */
  private int verify(int last, String when) {
    try (IndexView view = IndexView.open(folder.resolve("index"))) {
      int found = Integer.parseInt(view.settings().notes().getOrDefault("commit", "-1"));
      assertThat(found).as(when).isBetween(last, last + 1);
      Map<Long, Integer> counts = new HashMap<>();
      for (Item item : view.items(Filter.all())) {
        long commit = item.whole("commit").orElseThrow();
        counts.merge(commit, 1, Integer::sum);
        assertThat(item.text()).endsWith(" of commit " + commit);
        assertThat(view.vector(item.id(), Samples.FIELD)).as(when).isPresent();
      }
      Map<Long, Integer> expected = new HashMap<>();
      for (long commit = Math.max(0, found - 9); commit <= found; commit++) {
        expected.put(commit, BATCH);
      }
      assertThat(counts).as(when).isEqualTo(expected);
      return found;
    }
  }
}

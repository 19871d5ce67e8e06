package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kg recommend} in a bookshop: readers like books of one shelf. */
class RecommendCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHELVES = 3;
  private static final int BOOKS = 30;
  private static final int READERS = 24;

  @TempDir private static Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private JsonNode json(String... args) throws IOException {
    assertThat(run(args)).as(err.toString()).isEqualTo(ExitCode.OK);
    return JSON.readTree(out.toString());
  }

  private static String data() {
    return folder.resolve("books").toString();
  }

  private static String shop() {
    return folder.resolve("run").toString();
  }

  /**
   * Reader r likes five books of shelf r mod 3 and not one of the next; reader "idle" likes none.
   */
  @BeforeAll
  static void trainTheShop() throws IOException {
    StringBuilder likes = new StringBuilder("user,item,rating,time\nidle,book0,1,0\n");
    StringBuilder knowledge = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    for (int r = 0; r < READERS; r++) {
      for (int n = 0; n < 5; n++) {
        int book = (r % SHELVES + SHELVES * ((r + n) % 10)) % BOOKS;
        likes.append("r%d,book%d,5,%d%n".formatted(r, book, n));
      }
      likes.append("r%d,book%d,2,9%n".formatted(r, (r + 1) % BOOKS));
    }
    for (int b = 0; b < BOOKS; b++) {
      knowledge.append("book%d\tshelf\ts%d%n".formatted(b, b % SHELVES));
      labels.append("book%d\tBook No. %d%n".formatted(b, b));
    }
    Path books = Files.createDirectories(folder.resolve("books"));
    Files.writeString(books.resolve("likes.csv"), likes);
    Files.writeString(books.resolve("knowledge.tsv"), knowledge);
    Files.writeString(books.resolve("labels.tsv"), labels);
    RecommendCommandTest test = new RecommendCommandTest();
    assertThat(
            test.run(
                ("kg recommend train %s --out %s --set dim=8 --set batch-size=50 --set epochs=60"
                        + " --set objective.negatives=10")
                    .formatted(data(), shop())
                    .split(" ", -1)))
        .as(test.err.toString())
        .isZero();
    assertThat(test.out.toString()).contains("books: 25 users, 30 items, 120 likes, 30 facts");
    assertThat(test.err.toString()).contains("ask it: embed4j kg recommend");
  }

  @Test
  void recommendsWithReasons() {
    assertThat(run("kg", "recommend", shop(), "--user", "r4", "--top", "3")).isZero();
    assertThat(out.toString())
        .contains(
            "   1  Book No. ", "because you like Book No. ", "and both have shelf s1 (10 items")
        .contains("others who do like this too");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    JsonNode json = json("kg", "recommend", shop(), "--user", "r4", "--top", "5", "--json");
    assertThat(json.at("/likes").asInt()).isEqualTo(5);
    assertThat(json.at("/items")).hasSize(5);
    for (JsonNode item : json.at("/items")) {
      int book = Integer.parseInt(item.at("/id").asText().substring("book".length()));
      assertThat(book % SHELVES).isEqualTo(1);
      assertThat(item.at("/reasons/0/relation").asText()).isEqualTo("shelf");
      assertThat(item.at("/reasons/0/entity").asText()).isEqualTo("s1");
    }
  }

  @Test
  void newReadersAndThoseWithoutLikesAreServed() throws IOException {
    JsonNode folded =
        json(
            "kg recommend %s --likes book2 --top 4 --json --likes".formatted(shop()).split(" "),
            "Book No. 5");
    assertThat(folded.at("/items").valueStream())
        .allMatch(item -> Integer.parseInt(item.at("/id").asText().substring(4)) % SHELVES == 2)
        .noneMatch(item -> item.at("/id").asText().matches("book[25]"));
    assertThat(run("kg", "recommend", shop(), "--user", "idle")).isZero();
    assertThat(err.toString())
        .contains("this user likes nothing yet: shown is what most users like");
    assertThat(out.toString()).contains("   1  ").doesNotContain("book0\n", "because");
  }

  @Test
  void newBooksFindTheirReaders() throws IOException {
    JsonNode users =
        json("kg", "recommend", shop(), "--new-item", "shelf=s1", "--top", "4", "--json")
            .at("/users");
    assertThat(users).hasSize(4);
    assertThat(users.valueStream())
        .allMatch(user -> Integer.parseInt(user.at("/id").asText().substring(1)) % SHELVES == 1);
    assertThat(run("kg", "recommend", shop(), "--new-item", "shelf=s1", "--top", "1")).isZero();
    assertThat(out.toString()).startsWith("   1  user r");
  }

  private JsonNode json(String[] first, String last) throws IOException {
    String[] all = Arrays.copyOf(first, first.length + 1);
    all[first.length] = last;
    return json(all);
  }

  @Test
  void evaluatesMethodsBesideEachOther() throws IOException {
    String file = folder.resolve("books.json").toString();
    String[] args = {
      "kg",
      "recommend",
      "evaluate",
      data(),
      "--methods",
      "popularity,item-knn",
      "--seeds",
      "2",
      "--result",
      file,
      "-q"
    };
    assertThat(run(args)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("protocol random, seeds 1 to 2", "recall@20", "popularity  ", "item-knn  ");
    Result result = ResultFile.read(folder.resolve("books-item-knn.json"));
    assertThat(result.kind()).isEqualTo("recommendation-random");
    assertThat(result.model()).isEqualTo("item-knn");
    assertThat(result.metrics().keySet()).containsExactly("recall@20", "ndcg@20", "hit@20");
    JsonNode json =
        json(
            "kg recommend evaluate --json --protocol CLICKS --methods POPULARITY".split(" "),
            data());
    assertThat(json.at("/methods/0/figures/auc").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.at("/methods/0/usesKnowledge").asBoolean()).isFalse();
  }

  @Test
  void badRequestsAreSaid() {
    assertUsage("--top must be at least 1, but is 0", shop(), "--user", "r1", "--top", "0");
    assertUsage("give one of --user, --likes", shop());
    assertUsage("give one of --user, --likes", shop(), "--user", "r1", "--likes", "book1");
    assertUsage("give RUN");
    assertUsage("give DATA", "evaluate");
    assertUsage(
        "no method is named svd; the methods are popularity", "evaluate", "--methods", "svd");
    assertUsage("--seeds must be at least 1", "evaluate", data(), "--seeds", "0");
    assertBadInput("unknown user \"r99\"; similar names: r9", shop(), "--user", "r99");
    assertUsage("must be RELATION=ENTITY, but is s1", shop(), "--new-item", "s1");
    assertBadInput("unknown relation \"shop\"", shop(), "--new-item", "shop=s1");
    assertBadInput("unknown entity \"bookworm\"", shop(), "--likes", "bookworm");
    assertBadInput("\"s1\" is no item", shop(), "--likes", "s1");
    assertBadInput("nowhere: there is no such folder", "nowhere", "--user", "r1");
    assertBadInput("nowhere: there is no such folder", "train", "nowhere", "--out", "x");
    assertBadInput("holds a model already", "train", data(), "--out", shop());
    assertBadInput(
        "nofile.tsv: there is no such file", "evaluate", data(), "--knowledge", "nofile.tsv");
    assertBadInput(
        "compared as they are",
        "train",
        data(),
        "--out",
        folder.resolve("h").toString(),
        "--model",
        "transh");
  }

  private void assertUsage(String sentence, String... args) {
    assertFails(ExitCode.USAGE, sentence, args);
  }

  private void assertBadInput(String sentence, String... args) {
    assertFails(ExitCode.BAD_INPUT, sentence, args);
  }

  private void assertFails(int code, String sentence, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "kg";
    all[1] = "recommend";
    System.arraycopy(args, 0, all, 2, args.length);
    assertThat(run(all)).as(err.toString()).isEqualTo(code);
    assertThat(err.toString()).contains(sentence).doesNotContain("\tat ");
  }

  @Test
  void aModelOfAnotherKindSaysSo() throws IOException {
    Path data = Files.createDirectories(folder.resolve("plain"));
    Files.writeString(data.resolve("train.txt"), "a\tr\tb\nb\tr\tc\n");
    String plain = folder.resolve("plain-run").toString();
    assertThat(
            run(
                "kg train -q --set validation.every=0 --dim 2 --epochs 1 --data %s --out %s"
                    .formatted(data, plain)
                    .split(" ", -1)))
        .isZero();
    assertBadInput("audience.json is missing; make one with", plain, "--user", "r1");
  }
}

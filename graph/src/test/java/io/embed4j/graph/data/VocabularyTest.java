package io.embed4j.graph.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  @Test
  void givesIdsInTheOrderOfFirstAppearance() {
    Vocabulary names = new Vocabulary();
    assertThat(names.add("b")).isEqualTo(0);
    assertThat(names.add("")).isEqualTo(1);
    assertThat(names.add("北京")).isEqualTo(2);
    assertThat(names.add("b")).isEqualTo(0);
    assertThat(names.size()).isEqualTo(3);
    assertThat(names.name(1)).isEmpty();
    assertThat(names.name(2)).isEqualTo("北京");
    assertThat(names.find("北京")).isEqualTo(2);
    assertThat(names.find("北")).isEqualTo(Vocabulary.UNKNOWN);
    assertThatThrownBy(() -> names.name(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void agreesWithAHashMapOverManyNamesAndChunks() {
    SplittableRandom random = new SplittableRandom(3);
    Map<String, Integer> expected = new HashMap<>();
    Vocabulary names = new Vocabulary();
    for (int i = 0; i < 150_000; i++) {
      String name = "é".repeat(random.nextInt(90)) + Long.toString(random.nextInt(60_000), 36);
      Integer known = expected.putIfAbsent(name, expected.size());
      byte[] bytes = ("xy" + name + "z").getBytes(UTF_8);
      int id = names.add(bytes, 2, bytes.length - 3);
      assertThat(id).isEqualTo(known == null ? expected.size() - 1 : known);
    }
    expected.forEach(
        (name, id) -> {
          assertThat(names.find(name)).isEqualTo(id);
          assertThat(names.name(id)).isEqualTo(name);
        });
    assertThat(names.size()).isEqualTo(expected.size());
  }

  @Test
  void keepsNamesThatNeedSeveralChunks() {
    Vocabulary names = new Vocabulary();
    for (int i = 0; i < 5; i++) {
      names.add((char) ('a' + i) + "x".repeat(7_000_000));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(names.name(i)).startsWith(String.valueOf((char) ('a' + i))).hasSize(7_000_001);
      assertThat(names.find((char) ('a' + i) + "x".repeat(7_000_000))).isEqualTo(i);
    }
    byte[] tooLong = new byte[1 << 24];
    assertThatThrownBy(() -> names.add(tooLong, 0, tooLong.length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a name must be shorter than 16 MiB, but has 16777216 bytes");
  }

  @Test
  void proposesTheNearestNames() {
    Vocabulary names = new Vocabulary();
    for (String name : new String[] {"Shanghai", "Beijing", "Nanjing", "BEIJING", "Tianjin"}) {
      names.add(name);
    }
    assertThat(names.nearest("Bejing", 2)).containsExactly("Beijing", "BEIJING");
    assertThat(names.nearest("qqqqqq", 3)).isEmpty();
    assertThat(names.nearest("beijing", 0)).isEmpty();
  }
}

package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** What the tour claims of the small world is true: the held-out facts come first. */
class TourCommandTest {
  private static String tour(String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] args = new String[options.length + 1];
    args[0] = "tour";
    System.arraycopy(options, 0, args, 1, options.length);
    assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), args)).as("" + err).isZero();
    return out.toString();
  }

  @Test
  void heldOutFactsAreTheFirstAnswers() {
    assertThat(tour())
        .contains("China 中国 is number 1 of ")
        .containsPattern("born in 出生地, \\?\\)\n +[0-9.]+  Hangzhou 杭州  \\(held out\\)")
        .containsPattern("\\(apple 苹果, is a 属于, \\?\\)\n +[0-9.]+  fruit 水果  \\(held out\\)")
        .containsPattern("\\(banana 香蕉, is a 属于, \\?\\)\n +[0-9.]+  fruit 水果  \\(held out\\)")
        .containsPattern("\\(Xiaoming 小明, bought 购买, \\?\\)\n[^?]*pear 梨  \\(held out\\)")
        .contains("spouse 配偶(x, y) ⇒ spouse 配偶(y, x)")
        .contains("employee 员工(x, y) ⇔ employer 雇主(y, x)")
        .contains("born in 出生地 ∘ located in 位于 ⇒ native place 籍贯");
  }

  @Test
  void theTourSpeaksChinese() {
    assertThat(tour("--language", "zh"))
        .contains("1  知识图谱是一组事实", "北京 + 首都 ≈ ？", "（留作检验的答案）")
        .doesNotContain("Beijing", "held out");
    assertThat(bundle(Locale.CHINESE).keySet()).isEqualTo(bundle(Locale.ROOT).keySet());
  }

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle("io.embed4j.cli.tour", locale);
  }
}

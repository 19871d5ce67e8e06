package io.embed4j.graph.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.NotFoundException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  private final Names names = names();

  private static Names names() {
    Vocabulary ids = new Vocabulary();
    for (String id : new String[] {"Q90", "Q830149", "Q956", "Q5", "unlabelled"}) {
      ids.add(id);
    }
    Labels.Builder labels = new Labels.Builder();
    labels.label(0, "en", "Paris");
    labels.label(0, "zh", "巴黎");
    labels.description(0, "en", "capital of France");
    labels.label(1, "en", "Paris");
    labels.description(1, "en", "city in Texas");
    labels.label(2, "zh", "北京市");
    labels.label(3, "", "human");
    assertThat(labels.label(3, "", "person")).isFalse();
    return new Names("entity", ids, labels.build());
  }

  @Test
  void displaysTheBestLabel() {
    assertThat(names.display(0)).isEqualTo("Paris");
    assertThat(names.display(0, "zh")).isEqualTo("巴黎");
    assertThat(names.display(1, "zh")).isEqualTo("Paris");
    assertThat(names.display(2)).isEqualTo("北京市");
    assertThat(names.display(3)).isEqualTo("human");
    assertThat(names.display(4)).isEqualTo("unlabelled");
    assertThat(names.labels().languages()).containsExactly("", "en", "zh");
    assertThat(names.labels().labelCount("en")).isEqualTo(2);
    assertThat(names.labels().descriptionCount("en")).isEqualTo(2);
  }

  @Test
  void findsByIdThenByLabelThenIgnoringCase() {
    assertThat(names.resolve("Q830149")).isEqualTo(1);
    assertThat(names.resolve("巴黎")).isZero();
    assertThat(names.resolve("HUMAN")).isEqualTo(3);
    assertThat(names.resolve("q956")).isEqualTo(2);
    assertThat(names.lookup("paris")).isEqualTo(new Names.Lookup.Ambiguous(List.of(0, 1)));
  }

  @Test
  void saysWhatIsAmbiguousAndWhatIsNear() {
    assertThatThrownBy(() -> names.resolve("Paris"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage(
            "entity \"Paris\" is ambiguous: 2 have this label; use the name in the files instead:"
                + " Q90 (capital of France), Q830149 (city in Texas)");
    assertThatThrownBy(() -> names.resolve("Pariss"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("unknown entity \"Pariss\"; did you mean: Paris?");
    assertThatThrownBy(() -> names.resolve("xyzzy"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("unknown entity \"xyzzy\"");
  }

  @Test
  void typesAndAttributesAreKeptByEntity() {
    EntityTypes.Builder types = new EntityTypes.Builder();
    types.add(3, "b");
    types.add(0, "a");
    types.add(3, "a");
    types.add(3, "b");
    EntityTypes built = types.build(Labels.NONE);
    assertThat(built.of(3)).containsExactly(0, 1);
    assertThat(built.of(0)).containsExactly(1);
    assertThat(built.of(1)).isEmpty();
    assertThat(built.size()).isEqualTo(3);

    Attributes.Builder attributes = new Attributes.Builder();
    attributes.add(1, "height", 8849);
    attributes.add(1, "height", 8848);
    attributes.add(0, "motto", "so be it");
    Attributes values = attributes.build();
    assertThat(values.numbers(0, 2)).containsExactly(Double.NaN, 8849);
    assertThat(values.texts(1, 2)).containsExactly("so be it", "");
    assertThat(values.numberCount()).isEqualTo(2);
    assertThat(values.textCount()).isEqualTo(1);
  }
}

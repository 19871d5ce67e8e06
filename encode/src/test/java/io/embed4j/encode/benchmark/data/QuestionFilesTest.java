package io.embed4j.encode.benchmark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionFilesTest {
  @TempDir private Path folder;

  @Test
  void passagesOfCmrcAreDocumentsOfTheirQuestions() throws IOException {
    RetrievalSet set =
        QuestionFiles.cmrc(
            cmrc(
                """
                {"version": "v1.0",

                 "data": [
                  {"paragraphs": [
                    {"id": "P0", "context": "甲", "qas": [{"question": "a?"}, {"question": "b?"}]},
                    {"id": "P1", "context": "乙", "qas": []}]},
                  {"paragraphs": [{"id": "P2", "context": "丙", "qas": [{"question": "c?"}]}]}]}
                """));
    assertThat(set.documentIds()).containsExactly("P0", "P1", "P2");
    assertThat(set.documents()).containsExactly("甲", "乙", "丙");
    assertThat(set.queries()).containsExactly("a?", "b?", "c?");
    assertThat(set.judgements()).containsExactly(Map.of(0, 1), Map.of(0, 1), Map.of(2, 1));
  }

  @Test
  void faultsOfCmrcHaveAPlace() throws IOException {
    String file = folder + "/cmrc2018_dev.json";
    DataSet noContext =
        cmrc("{\"data\": [{\"paragraphs\": []}, {\"paragraphs\": [{\"id\": \"P\"}]}]}");
    assertThatThrownBy(() -> QuestionFiles.cmrc(noContext))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(file + ":1:1: data[1]: paragraph \"P\": expected a text under \"context\"");
    DataSet noData = cmrc("{\"date\": 1}");
    assertThatThrownBy(() -> QuestionFiles.cmrc(noData))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(file + ":1:1: expected an array under \"data\"");
    DataSet broken = cmrc("\n{\n\n \"data\": [}");
    assertThatThrownBy(() -> QuestionFiles.cmrc(broken))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + ":4:11: no sound JSON: ");
  }

  private DataSet cmrc(String json) throws IOException {
    return DataFiles.one(folder, "cmrc2018_dev.json", json);
  }

  @Test
  void equalPassagesOfRgbAreOneDocument() throws IOException {
    RetrievalSet set =
        QuestionFiles.rgb(
            DataFiles.one(
                folder,
                "zh_refine.json",
                """
                {"id": 0, "query": "a?", "positive": ["p", "q", "p"], "negative": ["n", "r"]}
                {"id": 1, "query": "b?", "positive": ["r"], "negative": ["p"]}
                """));
    assertThat(set.documents()).containsExactly("p", "q", "n", "r");
    assertThat(set.documentIds()).containsExactly("0", "1", "2", "3");
    assertThat(set.queries()).containsExactly("a?", "b?");
    assertThat(set.judgements()).containsExactly(Map.of(0, 1, 1, 1), Map.of(3, 1));
  }

  @Test
  void faultsOfRgbHaveALine() throws IOException {
    String good = "{\"query\": \"a\", \"positive\": [], \"negative\": []}\n";
    DataSet data =
        DataFiles.one(
            folder, "zh_refine.json", good + "{\"query\": \"a\", \"positive\": [\"a\", 1]}");
    assertThatThrownBy(() -> QuestionFiles.rgb(data))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/zh_refine.json:2:1: expected only texts under \"positive\"");
  }
}

package io.embed4j.graph.data.read;

import static io.embed4j.graph.data.read.Inputs.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.graph.data.Annotations;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.ReadReport.LabelCount;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void writeTriples() {
    write(folder, "train.txt", "Q1\tP1\tQ2\n/m/1\tP2\t00000007\n");
  }

  private KnowledgeGraph graph() {
    return GraphReader.read(folder, ReadOptions.DEFAULT).graph();
  }

  private void assertEntity(String id, String label, String description) {
    KnowledgeGraph graph = graph();
    int entity = graph.entities().find(id);
    assertThat(graph.entityNames().display(entity)).isEqualTo(label);
    assertThat(graph.annotations().entities().description(entity).orElse(""))
        .isEqualTo(description);
  }

  @Test
  void jsonOfCodex() {
    write(
        folder, "relations.en.json", "{\"P1\": {\"label\": \"capital\", \"description\": \"d\"}}");
    write(folder, "relations.zh.json", "{\"P1\": {\"label\": \"首都\", \"description\": \"\"}}");
    write(folder, "entity2types.json", "{\"Q1\": [\"Q5\", \"Q6\"], \"Q9\": [\"Q5\"]}");
    write(folder, "types.zh.json", "{\"Q5\": {\"label\": \"人\"}, \"Q99\": {\"label\": \"x\"}}");
    ReadGraph read = GraphReader.read(folder, ReadOptions.DEFAULT);
    KnowledgeGraph graph = read.graph();
    assertThat(graph.relationNames().display(0, "zh")).isEqualTo("首都");
    assertThat(graph.annotations().relations().description(0, "zh")).contains("d");
    EntityTypes types = graph.annotations().types();
    assertThat(types.of(0)).containsExactly(0, 1);
    assertThat(types.labels().label(0)).contains("人");
    assertThat(read.report().labels())
        .containsExactly(
            new LabelCount(folder.resolve("entity2types.json").toString(), 2, 1),
            new LabelCount(folder.resolve("relations.en.json").toString(), 1, 0),
            new LabelCount(folder.resolve("relations.zh.json").toString(), 1, 0),
            new LabelCount(folder.resolve("types.zh.json").toString(), 1, 1));
  }

  @Test
  void quotedTableOfCodex() {
    write(
        folder,
        "entity_text.tsv",
        """
        id\tqid\tname\tent_type\tdescription\textract
        0\tQ1\t"A ""quoted"" name"\thuman\twriter\t"long\ttext"
        """);
    assertEntity("Q1", "A \"quoted\" name", "writer");
  }

  @Test
  void jsonOfWikidata() {
    write(
        folder,
        "entity2wikidata.json",
        "{\"/m/1\": {\"alternatives\": [], \"description\": \"city\", \"label\": \"Denton\"}}");
    assertEntity("/m/1", "Denton", "city");
  }

  @Test
  void labelAndDescriptionInOneText() {
    write(folder, "fb-entity2text-new.txt", "/m/1\tJeremy Irons -- Jeremy is an actor.\nQ1\tx\n");
    assertEntity("/m/1", "Jeremy Irons", "Jeremy is an actor.");
    assertEntity("Q1", "x", "");
  }

  @Test
  void namesWithUnderscores() {
    write(folder, "FB15k_mid2name.txt", "/m/1\tGary_Rydstrom\n");
    assertEntity("/m/1", "Gary Rydstrom", "");
  }

  @Test
  void wordsWithDefinitions() {
    write(folder, "entity2text.txt", "00000007\tstool, a seat\nQ1\tDenton, Texas\n");
    assertEntity("00000007", "stool", "a seat");
    assertEntity("Q1", "Denton, Texas", "");
  }

  @Test
  void descriptionsAlone() {
    write(folder, "entity2textlong.txt", "Q1\tA long text.\n\n");
    assertEntity("Q1", "Q1", "A long text.");
  }

  @Test
  void ownConventionWinsAndNamesTheLanguage() {
    write(folder, "entity_labels.zh.tsv", "Q1\t北京\n");
    write(folder, "entity_labels.en.tsv", "Q1\tBeijing\n");
    write(folder, "FB15k_mid2name.txt", "Q1\tPeking\n");
    write(folder, "relation_labels.tsv", "P1\tuntagged\n");
    write(folder, "relation2text.txt", "P1\tenglish\n");
    write(folder, "entity_types.tsv", "Q1\tcity\n");
    write(folder, "entity_descriptions.en.tsv", "Q1\tcapital of China\n");
    assertEntity("Q1", "Beijing", "capital of China");
    KnowledgeGraph graph = graph();
    Annotations annotations = graph.annotations();
    assertThat(annotations.entities().label(0, "zh")).contains("北京");
    assertThat(annotations.relations().label(0)).contains("english");
    assertThat(annotations.relations().label(0, "")).contains("untagged");
    assertThat(annotations.types().names().name(0)).isEqualTo("city");
  }
}

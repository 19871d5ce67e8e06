package io.embed4j.graph.reason.pattern;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import java.util.List;

/**
 * Families and their companies. Couples are spouses of each other and parents of two children; all
 * are born in a city of a country; most work for a company. Relations have ids in the order of the
 * constants.
 */
final class FamilyGraph {
  static final int SPOUSE = 0;
  static final int PARENT = 1;
  static final int CHILD = 2;
  static final int BORN_IN = 3;
  static final int LOCATED_IN = 4;
  static final int NATIVE_OF = 5;
  static final int EMPLOYER = 6;
  static final int EMPLOYEE = 7;
  static final int MANAGER = 8;

  private static final List<String> RELATIONS =
      List.of(
          "spouse",
          "parent",
          "child",
          "born in",
          "located in",
          "native of",
          "employer",
          "employee",
          "manager");
  private static final int FAMILIES = 60;
  private static final int CITIES = 24;
  private static final int COUNTRIES = 6;
  private static final int COMPANIES = 20;

  private final Vocabulary entities = new Vocabulary();
  private final TripleBuffer triples = new TripleBuffer();

  private FamilyGraph() {}

  static KnowledgeGraph graph() {
    FamilyGraph graph = new FamilyGraph();
    for (int city = 0; city < CITIES; city++) {
      graph.add("city " + city, LOCATED_IN, country(city));
    }
    for (int family = 0; family < FAMILIES; family++) {
      graph.addFamily(family);
    }
    Vocabulary relations = new Vocabulary();
    RELATIONS.forEach(relations::add);
    return new KnowledgeGraph(
        "families", graph.entities, relations, graph.triples.triples(), Triples.of(), Triples.of());
  }

  private static String country(int city) {
    return "country " + city % COUNTRIES;
  }

  private void addFamily(int family) {
    String one = "one " + family;
    String other = "other " + family;
    add(one, SPOUSE, other);
    add(other, SPOUSE, one);
    List<String> children = List.of("son " + family, "daughter " + family);
    for (String child : children) {
      for (String parent : List.of(one, other)) {
        add(child, PARENT, parent);
        add(parent, CHILD, child);
      }
    }
    int member = 0;
    for (String person : List.of(one, other, children.get(0), children.get(1))) {
      int city = (family * 5 + member * 7) % CITIES;
      add(person, BORN_IN, "city " + city);
      add(person, NATIVE_OF, country(city));
      String company = "company " + (family * 3 + member * 11) % COMPANIES;
      add(person, EMPLOYER, company);
      add(company, EMPLOYEE, person);
      if (member == 0) {
        add(company, MANAGER, person);
      }
      member++;
    }
  }

  private void add(String head, int relation, String tail) {
    triples.add(entities.add(head), relation, entities.add(tail));
  }
}

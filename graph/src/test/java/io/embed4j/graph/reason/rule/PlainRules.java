package io.embed4j.graph.reason.rule;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What rules mean, by trying every entity for every variable. */
final class PlainRules {
  private final int entities;
  private final int steps;
  private final Set<List<Integer>> facts = new HashSet<>();

  PlainRules(KnowledgeGraph graph) {
    this.entities = graph.entities().size();
    this.steps = 2 * graph.relations().size();
    Triples train = graph.train();
    for (int i = 0; i < train.size(); i++) {
      facts.add(List.of(2 * train.relation(i), train.head(i), train.tail(i)));
      facts.add(List.of(2 * train.relation(i) + 1, train.tail(i), train.head(i)));
    }
  }

  private boolean holds(int step, int from, int to) {
    return facts.contains(List.of(step, from, to));
  }

  /** Returns all Y for which the body holds, without the head having to. */
  Set<Integer> predicted(int[] path, int x) {
    Set<Integer> ends = new TreeSet<>();
    extend(path, new ArrayList<>(List.of(x)), ends);
    return ends;
  }

  private void extend(int[] path, List<Integer> visited, Set<Integer> ends) {
    int done = visited.size() - 1;
    if (done == path.length) {
      ends.add(visited.getLast());
      return;
    }
    for (int next = 0; next < entities; next++) {
      if (!visited.contains(next) && holds(path[done], visited.getLast(), next)) {
        visited.add(next);
        extend(path, visited, ends);
        visited.removeLast();
      }
    }
  }

  /** Returns whether the body of an anchored rule holds for X. */
  boolean isBody(int constant, int body, int end, int x) {
    if (x == constant) {
      return false;
    }
    if (end != Rule.Anchored.ANY) {
      return x != end && holds(body, x, end);
    }
    for (int a = 0; a < entities; a++) {
      if (a != x && a != constant && holds(body, x, a)) {
        return true;
      }
    }
    return false;
  }

  /** Returns all closed rules of a length that are right at least so often. */
  Set<Rule> closed(int length, int minSupport) {
    Set<Rule> rules = new HashSet<>();
    int bodies = (int) Math.pow(steps, length);
    for (int relation = 0; relation < steps / 2; relation++) {
      for (int code = 0; code < bodies; code++) {
        int[] path = new int[length];
        for (int i = 0, rest = code; i < length; i++, rest /= steps) {
          path[i] = rest % steps;
        }
        if (length > 1 || path[0] != 2 * relation) {
          Rule.Evidence evidence = evidence(relation, path);
          if (evidence.support() >= minSupport) {
            rules.add(new Rule.Closed(relation, path, evidence));
          }
        }
      }
    }
    return rules;
  }

  private Rule.Evidence evidence(int relation, int[] path) {
    int support = 0;
    int groundings = 0;
    for (int x = 0; x < entities; x++) {
      for (int y : predicted(path, x)) {
        groundings++;
        support += holds(2 * relation, x, y) ? 1 : 0;
      }
    }
    return new Rule.Evidence(support, groundings);
  }

  /** Returns all anchored rules that are right at least so often. */
  Set<Rule> anchored(int minSupport) {
    Set<Rule> rules = new HashSet<>();
    for (int head = 0; head < steps; head++) {
      for (int constant = 0; constant < entities; constant++) {
        for (int body = 0; body < steps; body++) {
          for (int end = Rule.Anchored.ANY; end < entities; end++) {
            Rule.Evidence evidence = evidence(head, constant, body, end);
            boolean trivial = head == body && constant == end;
            if (!trivial && evidence.support() >= minSupport) {
              rules.add(new Rule.Anchored(head, constant, body, end, evidence));
            }
          }
        }
      }
    }
    return rules;
  }

  private Rule.Evidence evidence(int head, int constant, int body, int end) {
    int support = 0;
    int groundings = 0;
    for (int x = 0; x < entities; x++) {
      if (isBody(constant, body, end, x)) {
        groundings++;
        support += holds(head, x, constant) ? 1 : 0;
      }
    }
    return new Rule.Evidence(support, groundings);
  }
}

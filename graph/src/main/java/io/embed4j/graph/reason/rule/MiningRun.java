package io.embed4j.graph.reason.rule;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.Triples;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One run of the {@link RuleMiner}: rounds of tasks of samples. What a sample draws depends on the
 * seed, its place and the rounds before; what a rule is worth on the rule alone. So the set of
 * rules is the same whichever thread comes first.
 */
final class MiningRun {
  private static final int TASKS_PER_ROUND = 32;
  private static final int SAMPLES_PER_TASK = 256;

  private final Adjacency graph;
  private final Triples targets;
  private final MiningSettings settings;
  private final MiningBudget budget;
  private final AnchoredMiner anchored;
  private final LengthPolicy policy;
  private final long started = System.nanoTime();
  private final Set<Long> seenAnchors = ConcurrentHashMap.newKeySet();
  private final Set<Path> seenPaths = ConcurrentHashMap.newKeySet();
  private final Queue<Rule> found = new ConcurrentLinkedQueue<>();
  private final AtomicLong foundCount = new AtomicLong();
  private final Queue<Tools> idle = new ConcurrentLinkedQueue<>();

  MiningRun(Adjacency graph, Triples targets, MiningSettings settings, MiningBudget budget) {
    this.graph = graph;
    this.targets = targets;
    this.settings = settings;
    this.budget = budget;
    this.anchored = new AnchoredMiner(graph, settings);
    this.policy = new LengthPolicy(settings.maxLength());
  }

  /** What one thread works with. */
  private record Tools(PathSampler sampler, Groundings groundings) {}

  /** The body of a closed rule and its head's relation, comparable. */
  private record Path(int relation, int[] steps) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Path that
          && relation == that.relation
          && Arrays.equals(steps, that.steps);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(steps) + relation;
    }
  }

  Collection<Rule> mine(Workers workers, Progress progress, BooleanSupplier stop) {
    for (long round = 0; !isOver(round * TASKS_PER_ROUND * SAMPLES_PER_TASK, stop); round++) {
      LengthPolicy.Tally[] tallies = new LengthPolicy.Tally[TASKS_PER_ROUND];
      long firstTask = round * TASKS_PER_ROUND;
      workers.forEach(
          TASKS_PER_ROUND,
          task -> {
            tallies[task] = samples(firstTask + task, stop);
            report(progress, (firstTask + task) * SAMPLES_PER_TASK);
          });
      LengthPolicy.Tally sum = LengthPolicy.Tally.of(settings.maxLength());
      List.of(tallies).forEach(sum::add);
      policy.learn(sum);
    }
    return found;
  }

  private boolean isOver(long samplesDone, BooleanSupplier stop) {
    return stop.getAsBoolean()
        || switch (budget) {
          case MiningBudget.Seconds(double seconds) -> seconds() >= seconds;
          case MiningBudget.Samples(long samples) -> samplesDone >= samples;
        };
  }

  private double seconds() {
    return (System.nanoTime() - started) * 1e-9;
  }

  private void report(Progress progress, long samples) {
    String note = "%,d rules".formatted(foundCount.get());
    switch (budget) {
      case MiningBudget.Seconds(double limit) ->
          progress.report("mining", Math.min((long) seconds(), (long) limit), (long) limit, note);
      case MiningBudget.Samples(long limit) ->
          progress.report("mining", Math.min(samples, limit), limit, note);
    }
  }

  private LengthPolicy.Tally samples(long task, BooleanSupplier stop) {
    Tools polled = idle.poll();
    Tools tools =
        polled != null
            ? polled
            : new Tools(new PathSampler(graph), new Groundings(graph, settings.seed()));
    SplittableRandom random = Seeds.stream(settings.seed(), "rules", task);
    LengthPolicy.Tally tally = LengthPolicy.Tally.of(settings.maxLength());
    for (int i = 0; i < SAMPLES_PER_TASK && !isOver(task * SAMPLES_PER_TASK + i, stop); i++) {
      sample(tools, random, tally);
    }
    idle.add(tools);
    return tally;
  }

  private void sample(Tools tools, SplittableRandom random, LengthPolicy.Tally tally) {
    int i = random.nextInt(targets.size());
    int relation = targets.relation(i);
    anchor(Step.forward(relation), targets.tail(i));
    anchor(Step.inverse(Step.forward(relation)), targets.head(i));
    int length = policy.draw(random);
    long before = tools.sampler().work() + tools.groundings().work();
    Optional<int[]> path =
        tools.sampler().draw(targets.head(i), relation, targets.tail(i), length, random);
    if (path.isPresent() && seenPaths.add(new Path(relation, path.get()))) {
      Rule.Evidence evidence = tools.groundings().count(relation, path.get());
      if (isAccepted(evidence)) {
        Rule.Closed rule = new Rule.Closed(relation, path.get(), evidence);
        found.add(rule);
        foundCount.incrementAndGet();
        tally.reward(rule);
      }
    }
    tally.work()[length - 1] += tools.sampler().work() + tools.groundings().work() - before;
  }

  private boolean isAccepted(Rule.Evidence evidence) {
    return evidence.support() >= settings.minSupport()
        && evidence.confidence() >= settings.minConfidence();
  }

  private void anchor(int head, int constant) {
    if (seenAnchors.add((long) head << 32 | constant)) {
      List<Rule> rules = anchored.rules(head, constant);
      found.addAll(rules);
      foundCount.addAndGet(rules.size());
    }
  }
}

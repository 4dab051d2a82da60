package passerelle.differential;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many cases, several at a time. A difference is told as soon as it is seen; then the case is run
 * again, since real processes race with each other, and what differs each time is made small. A
 * case that a busy machine cannot run in time is run again, too, and ends nothing.
 */
final class Campaign {
  private final Judge judge;
  private final Limits limits;
  private final PrintStream out;
  private final FeatureTable table = new FeatureTable();
  private int raced;
  private int unjudged;

  /**
   * How much it may cost.
   *
   * @param jobs how many labs run at a time
   * @param runs how often a case must differ before it counts
   * @param tries how many runs the shrinking of a case may take
   * @param shrinking how long it may take; a run that has begun is ended
   */
  record Limits(int jobs, int runs, int tries, Duration shrinking) {}

  /**
   * A campaign.
   *
   * @param out where it tells what it does
   */
  Campaign(Judge judge, Limits limits, PrintStream out) {
    this.judge = judge;
    this.limits = limits;
    this.out = out;
  }

  /**
   * A case that was run, many at a time.
   *
   * @param finding what differed, or that it could not be judged
   */
  private record Judged(RandomCase input, Optional<Finding> finding) {}

  /**
   * Runs the cases of {@code count} seeds, many at a time. Those that differ, or could not be
   * judged, are run again one by one afterwards, since a busy machine keeps real processes waiting.
   *
   * @return the cases that show differences each time, made small, and those that cannot be judged
   *     even alone
   */
  List<RandomCase> run(long firstSeed, int count) throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(limits.jobs());
    List<Future<Judged>> running = new ArrayList<>();
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      RandomCase input = CaseGenerator.of(seed);
      running.add(workers.submit(() -> run(input)));
    }
    workers.shutdown();
    List<Judged> judged = new ArrayList<>();
    for (Future<Judged> result : running) {
      try {
        judged.add(result.get());
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw new IllegalStateException(e.getCause());
      }
    }
    List<RandomCase> found = new ArrayList<>();
    for (Judged one : judged) {
      Optional<Finding> finding = one.finding().flatMap(first -> again(one.input(), first));
      table.add(one.input(), finding.isPresent());
      finding.ifPresent(
          each -> found.add(each.isOfACase() ? shrink(one.input(), each) : unjudged(one.input())));
    }
    say(table.text());
    say(
        "%d random labs from seed %d: %d differ each time, %d once, %d not judged"
            .formatted(count, firstSeed, found.size() - unjudged, raced, unjudged));
    return found;
  }

  private Judged run(RandomCase input) {
    Optional<Finding> finding = judge(input);
    finding.ifPresent(
        first ->
            say(
                first.isOfACase()
                    ? "seed %d differs in: %s%n%s%n%s"
                        .formatted(input.seed(), first.kind(), input.source(), first.text())
                    : "seed %d is run again alone: %s".formatted(input.seed(), first.text())));
    return new Judged(input, finding);
  }

  /** What a lab shows; that it has failed, which on a busy machine says nothing of the case. */
  private Optional<Finding> judge(RandomCase input) {
    try {
      return judge.judge(input);
    } catch (RuntimeException failed) {
      return Optional.of(Finding.unjudged(failed));
    }
  }

  /** The finding of the last run; empty if one of them shows none. */
  private Optional<Finding> again(RandomCase input, Finding first) {
    Optional<Finding> last = Optional.of(first);
    for (int run = 1; run < limits.runs() && last.isPresent(); run++) {
      last = judge(input);
    }
    if (last.isEmpty() && first.isOfACase()) {
      say("seed %d raced: it does not differ when run again".formatted(input.seed()));
      raced++;
    }
    return last;
  }

  private RandomCase unjudged(RandomCase input) {
    unjudged++;
    say("seed %d cannot be judged even alone:%n%s".formatted(input.seed(), input.source()));
    return input;
  }

  private RandomCase shrink(RandomCase input, Finding finding) {
    String kind = finding.kind();
    Shrinker shrinker =
        new Shrinker(
            smaller -> judge(smaller).filter(f -> f.kind().equals(kind)).isPresent(),
            limits.tries(),
            limits.shrinking());
    RandomCase small = shrinker.shrink(input);
    String text = judge(small).orElse(finding).text();
    say("seed %d made small:%n%s%n%s".formatted(input.seed(), small.source(), text));
    return small;
  }

  private void say(String text) {
    synchronized (out) {
      out.println(text);
      out.flush();
    }
  }
}

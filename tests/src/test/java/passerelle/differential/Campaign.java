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
 * again, since real processes race with each other, and what differs each time is made small.
 */
final class Campaign {
  private final Judge judge;
  private final Limits limits;
  private final PrintStream out;
  private final FeatureTable table = new FeatureTable();
  private int raced;

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
   * A case that was judged, many at a time.
   *
   * @param finding what differed, if something did
   */
  private record Judged(RandomCase input, Optional<Finding> finding) {}

  /**
   * Runs the cases of {@code count} seeds, many at a time. Those that differ are run again one by
   * one afterwards, since a busy machine keeps real processes waiting.
   *
   * @return the cases that show differences each time, made small
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
      finding.ifPresent(each -> found.add(shrink(one.input(), each)));
    }
    say(table.text());
    say(
        "%d random labs from seed %d: %d differ each time, %d once"
            .formatted(count, firstSeed, found.size(), raced));
    return found;
  }

  private Judged run(RandomCase input) {
    Optional<Finding> finding = judge.judge(input);
    finding.ifPresent(
        first ->
            say(
                "seed %d differs in: %s%n%s%n%s"
                    .formatted(input.seed(), first.kind(), input.source(), first.text())));
    return new Judged(input, finding);
  }

  /** The finding of the last run; empty if one of them shows none. */
  private Optional<Finding> again(RandomCase input, Finding first) {
    Optional<Finding> last = Optional.of(first);
    for (int run = 1; run < limits.runs() && last.isPresent(); run++) {
      last = judge.judge(input);
    }
    if (last.isEmpty()) {
      say("seed %d raced: it does not differ when run again".formatted(input.seed()));
      raced++;
    }
    return last;
  }

  private RandomCase shrink(RandomCase input, Finding finding) {
    String kind = finding.kind();
    Shrinker shrinker =
        new Shrinker(
            smaller -> judge.judge(smaller).filter(f -> f.kind().equals(kind)).isPresent(),
            limits.tries(),
            limits.shrinking());
    RandomCase small = shrinker.shrink(input);
    String text = judge.judge(small).orElse(finding).text();
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

package passerelle.differential;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many cases, several at a time, and a word about each that shows a difference. */
final class Campaign {
  private final Judge judge;
  private final int jobs;
  private final int tries;
  private final PrintStream out;

  /**
   * A campaign.
   *
   * @param jobs how many labs run at a time
   * @param tries how many runs the shrinking of a case may take
   * @param out where it tells what it does
   */
  Campaign(Judge judge, int jobs, int tries, PrintStream out) {
    this.judge = judge;
    this.jobs = jobs;
    this.tries = tries;
    this.out = out;
  }

  /** Runs the cases of {@code count} seeds; the cases that show differences, made small. */
  List<RandomCase> run(long firstSeed, int count) throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    List<Future<Optional<RandomCase>>> running = new ArrayList<>();
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      RandomCase input = CaseGenerator.of(seed);
      running.add(workers.submit(() -> run(input)));
    }
    workers.shutdown();
    List<RandomCase> found = new ArrayList<>();
    for (Future<Optional<RandomCase>> result : running) {
      try {
        result.get().ifPresent(found::add);
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw new IllegalStateException(e.getCause());
      }
    }
    out.printf("%d random labs from seed %d: %d differ%n", count, firstSeed, found.size());
    return found;
  }

  private Optional<RandomCase> run(RandomCase input) {
    Optional<Finding> finding = judge.judge(input);
    if (finding.isEmpty()) {
      return Optional.empty();
    }
    String kind = finding.get().kind();
    out.printf("seed %d differs in: %s%n", input.seed(), kind);
    RandomCase small =
        new Shrinker(c -> judge.judge(c).filter(f -> f.kind().equals(kind)).isPresent(), tries)
            .shrink(input);
    String text = judge.judge(small).orElse(finding.get()).text();
    synchronized (out) {
      out.printf("seed %d made small:%n%s%n%s%n", input.seed(), small.source(), text);
    }
    return Optional.of(small);
  }
}

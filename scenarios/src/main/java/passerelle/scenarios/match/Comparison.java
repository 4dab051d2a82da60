package passerelle.scenarios.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import passerelle.scenarios.canon.CanonicalLine;
import passerelle.scenarios.canon.Canonizer;
import passerelle.scenarios.canon.FixedMacs;
import passerelle.scenarios.format.Expectation;
import passerelle.scenarios.format.ExpectedLine;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Part.Step;
import passerelle.scenarios.format.Transcript;

/**
 * A transcript beside what its commands printed this time.
 *
 * <p>The result is the transcript again, with every expectation that is not met rewritten: it is
 * the file that {@code --update} writes, and a diff is the difference to it.
 */
public final class Comparison {
  /**
   * A command that answered otherwise than expected.
   *
   * @param expected with its expectation
   * @param actual with the expectation that would be met
   */
  public record Failure(Step expected, Step actual) {
    /** The command with its prompt, as it stands in the file. */
    public String command() {
      return expected.commandSource().stripTrailing();
    }

    /**
     * The unified diff of the two expectations, lines counted in the file. The file's own line ends
     * have no part in it.
     */
    public String diff() {
      int before = expected.line() - 1 + (int) expected.commandSource().lines().count();
      return UnifiedDiff.of("expected", text(expected), "actual", text(actual), before);
    }

    private static String text(Step step) {
      return step.expectation().source().replace(step.lineEnd(), "\n");
    }
  }

  private final Transcript expected;
  private final List<Output> outputs;
  private final String printed;
  private final Canonizer expectedCanon;
  private final Canonizer actualCanon;
  private final Binding binding = new Binding();
  private final List<Step> updated;

  private Comparison(Transcript expected, List<Output> outputs) {
    this.expected = expected;
    this.outputs = outputs;
    this.updated = new ArrayList<>(expected.steps());
    String wanted = expected.source();
    this.printed = asPrinted(expected, outputs).source();
    // What a wildcard covers may hold the address that a MAC address spells.
    boolean both = hasWildcards();
    this.expectedCanon = new Canonizer(both ? FixedMacs.in(wanted, printed) : FixedMacs.in(wanted));
    this.actualCanon = new Canonizer(both ? FixedMacs.in(wanted, printed) : FixedMacs.in(printed));
  }

  /**
   * Compares.
   *
   * @param outputs the output of each command, in order
   */
  public static Comparison of(Transcript expected, List<Output> outputs) {
    if (outputs.size() != expected.steps().size()) {
      throw new IllegalArgumentException(
          expected.steps().size() + " commands, but " + outputs.size() + " outputs");
    }
    Comparison comparison = new Comparison(expected, outputs);
    comparison.compare();
    return comparison;
  }

  /** The transcript with these outputs for expectations, literally. */
  public static Transcript asPrinted(Transcript transcript, List<Output> outputs) {
    List<Step> steps = transcript.steps();
    return transcript.withSteps(
        IntStream.range(0, steps.size())
            .mapToObj(i -> printed(steps.get(i), outputs.get(i)))
            .toList());
  }

  private static Step printed(Step step, Output output) {
    return step.expecting(Expectation.of(output, step.lineEnd()));
  }

  /** The transcript that was compared. */
  public Transcript expected() {
    return expected;
  }

  /** Whether every command answered as expected. */
  public boolean matches() {
    return failures().isEmpty();
  }

  /** The commands that answered otherwise than expected. */
  public List<Failure> failures() {
    List<Step> before = expected.steps();
    return IntStream.range(0, before.size())
        .mapToObj(i -> new Failure(before.get(i), updated.get(i)))
        .filter(f -> !f.expected().source().equals(f.actual().source()))
        .toList();
  }

  /**
   * The transcript with expectations that are met by these outputs; wildcards kept if they match.
   */
  public Transcript updated() {
    return expected.withSteps(updated);
  }

  /** The unified diff from the expected to the updated file; empty if all is as expected. */
  public String diff() {
    return UnifiedDiff.of("expected", expected.source(), "actual", updated().source());
  }

  private boolean hasWildcards() {
    return expected.steps().stream()
        .flatMap(s -> s.expectation().lines().stream())
        .anyMatch(l -> l.kind() != ExpectedLine.Kind.LITERAL);
  }

  private void compare() {
    if (printed.equals(expected.source())) {
      return;
    }
    expected.parts().forEach(this::bindFixedText);
    List<Block> blocks = IntStream.range(0, outputs.size()).mapToObj(this::block).toList();
    Set<Integer> failing = new TreeSet<>();
    for (boolean withChoice : new boolean[] {false, true}) {
      for (int i = 0; i < blocks.size(); i++) {
        Block block = blocks.get(i);
        if (block.hasAnyLines() == withChoice && !block.canonical().matches(binding)) {
          failing.add(i);
        }
      }
    }
    Map<Integer, List<Alignment.Row>> rows = new TreeMap<>();
    failing.forEach(i -> rows.put(i, bound(Alignment.of(blocks.get(i)))));
    Translator translator = new Translator(binding, expected.source() + printed);
    for (int i = 0; i < updated.size(); i++) {
      Step step = updated.get(i);
      List<ExpectedLine> lines =
          rows.containsKey(i) ? lines(rows.get(i), translator) : step.expectation().lines();
      if (rows.containsKey(i) || outputs.get(i).status() != step.expectation().status()) {
        int status = outputs.get(i).status();
        updated.set(i, step.expecting(Expectation.of(lines, status, step.lineEnd())));
      }
    }
  }

  private Block block(int i) {
    return new Block(
        updated.get(i).expectation().lines().stream()
            .map(l -> Expected.of(l, expectedCanon))
            .toList(),
        outputs.get(i).lines().stream().map(l -> Actual.of(l, actualCanon)).toList());
  }

  /** Values in prose and commands play the same part on both sides: their own. */
  private void bindFixedText(Part part) {
    String text = part instanceof Step step ? step.commandSource() : part.source();
    for (String line : text.split("\n", -1)) {
      CanonicalLine wanted = expectedCanon.line(line);
      CanonicalLine got = actualCanon.line(line);
      if (wanted.shape().equals(got.shape())) {
        binding.bind(wanted.values(), got.values());
      }
    }
  }

  /** The rows, but for lines that are alike and yet show another value than elsewhere. */
  private List<Alignment.Row> bound(List<Alignment.Row> rows) {
    return rows.stream()
        .map(
            row ->
                row.kept().isEmpty()
                        || row.actual().isEmpty()
                        || row.kept().get().matches(row.actual().get(), binding)
                    ? row
                    : new Alignment.Row(Optional.empty(), row.actual()))
        .toList();
  }

  private static List<ExpectedLine> lines(List<Alignment.Row> rows, Translator translator) {
    List<ExpectedLine> lines = new ArrayList<>();
    for (Alignment.Row row : rows) {
      row.kept()
          .ifPresentOrElse(
              kept -> lines.add(kept.line()),
              () ->
                  row.actual()
                      .map(translator::translate)
                      .map(ExpectedLine::literal)
                      .ifPresent(lines::add));
    }
    return lines;
  }
}

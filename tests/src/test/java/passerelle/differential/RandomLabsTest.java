package passerelle.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.cli.session.SimLabFactory;
import passerelle.effort.Effort;
import passerelle.scenarios.Requests;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.LabSession;

/** The random labs themselves: that they make sense, and that they find what is wrong. */
@Tag("campaign")
class RandomLabsTest {
  private static final int CASES = Effort.of(25, 300);

  /** So many labs have every feature in one of them. */
  private static final int ALL = 300;

  /** What a tool says to a command line that it cannot make sense of. */
  private static final Pattern SENSELESS =
      Pattern.compile(
          "does not model|(?i)usage:|bad argument|unknown (option|flag)|(?<!connect: )invalid"
              + " (option|argument)|command not found|multiple --protocol|Chain already exists");

  @Test
  void everyCommandOfARandomLabMakesSenseToTheSimulator() throws LabException {
    List<String> senseless = new ArrayList<>();
    int lines = 0;
    int failed = 0;
    for (long seed = 1; seed <= CASES; seed++) {
      RandomCase input = CaseGenerator.of(seed);
      List<Part.Step> steps = input.transcript().steps();
      assertEquals(input.lines().size(), steps.size(), input::source);
      List<Output> outputs = outputs(input, false);
      for (int i = 0; i < outputs.size(); i++) {
        String command = steps.get(i).command();
        if (SENSELESS.matcher(outputs.get(i).text()).find()) {
          senseless.add("seed " + seed + ": " + command + "\n" + outputs.get(i).text());
        }
        lines++;
        failed += command.startsWith("docker") && outputs.get(i).status() != 0 ? 1 : 0;
      }
    }
    assertEquals(List.of(), senseless);
    assertTrue(failed < lines / 50, failed + " docker commands failed");
  }

  @Test
  void aSeedMakesTheSameLabAgainAndAnotherSeedAnother() {
    Set<String> seen = new HashSet<>();
    for (long seed = 1; seed <= CASES; seed++) {
      assertEquals(CaseGenerator.of(seed), CaseGenerator.of(seed));
      seen.add(CaseGenerator.of(seed).source());
    }
    assertEquals(CASES, seen.size());
  }

  @Test
  void amongAFewHundredLabsAreAllFeatures() {
    Set<Feature> missing = EnumSet.allOf(Feature.class);
    for (long seed = 1; seed <= ALL; seed++) {
      missing.removeAll(Feature.of(CaseGenerator.of(seed)));
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void aFaultInOneKernelIsFoundAndShownInFewLines() throws InterruptedException {
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    Campaign campaign =
        new Campaign(
            RandomLabsTest::withAndWithoutFault,
            new Campaign.Limits(1, 1, 1000, Duration.ofMinutes(1)),
            new PrintStream(report, true, StandardCharsets.UTF_8));
    List<RandomCase> found = campaign.run(1, 8);
    String text = report.toString(StandardCharsets.UTF_8);
    assertTrue(!found.isEmpty(), text);
    found.forEach(c -> assertTrue(c.lines().size() <= 6, c::source));
    RandomCase first = found.get(0);
    assertTrue(text.contains(first.source()) && text.contains("seed " + first.seed()), text);
  }

  @Test
  void aLabThatABusyMachineCannotRunIsRunAgainAloneAndEndsNothing() throws InterruptedException {
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    String text =
        campaign(
            input -> {
              if (seen.add(input.seed()) && input.seed() % 2 == 0) {
                throw new IllegalStateException("iptables-save: killed\nat once");
              }
              return Optional.empty();
            },
            List.of());
    assertTrue(text.contains("seed 2 is run again alone: iptables-save: killed\nseed"), text);
    assertTrue(text.contains("8 random labs from seed 1: 0 differ each time, 0 once, 0 not"), text);
  }

  @Test
  void aLabThatCannotBeRunEvenAloneIsFound() throws InterruptedException {
    String text =
        campaign(
            input -> {
              if (input.seed() == 3) {
                throw new IllegalStateException("iptables-save: killed");
              }
              return Optional.empty();
            },
            List.of(3L));
    assertTrue(text.contains("0 differ each time, 0 once, 1 not judged"), text);
  }

  /** What a campaign of eight labs tells, which finds those of some seeds. */
  private static String campaign(Judge judge, List<Long> seeds) throws InterruptedException {
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(report, true, StandardCharsets.UTF_8);
    Campaign.Limits limits = new Campaign.Limits(1, 3, 1000, Duration.ofMinutes(1));
    List<RandomCase> found = new Campaign(judge, limits, out).run(1, 8);
    assertEquals(seeds, found.stream().map(RandomCase::seed).toList());
    return report.toString(StandardCharsets.UTF_8);
  }

  /** The fault: the router does not forward. */
  private static Optional<Finding> withAndWithoutFault(RandomCase input) {
    try {
      List<Output> right = outputs(input, false);
      List<Output> wrong = outputs(input, true);
      return right.equals(wrong) ? Optional.empty() : Optional.of(new Finding("output", ""));
    } catch (LabException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Output> outputs(RandomCase input, boolean fault) throws LabException {
    LabRequest request = Requests.simulated(input.engine(), "stand-in", input.name());
    List<Output> outputs = new ArrayList<>();
    try (LabSession lab = new SimLabFactory().open(request)) {
      if (fault) {
        Line line = Line.on("router", "sysctl -w net.ipv4.ip_forward=0");
        lab.run(line.place(), line.command());
      }
      for (Part.Step step : input.transcript().steps()) {
        outputs.add(lab.run(step.place(), step.command()));
      }
    }
    return outputs;
  }
}

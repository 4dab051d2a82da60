package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.scenarios.canon.Canon;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part.Step;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.match.Comparison;

/**
 * Compares what commands print, and their status, in the canonical form of recordings. A run's
 * outputs take the place of the transcript's expectations.
 *
 * <p>The dates that HTTP servers write are no more compared than other times. In what Passerelle's
 * own commands print, which no recording holds, two more things are left open: the times of hops,
 * and the ports that are drawn for a client, which are named as canon names them elsewhere.
 */
final class OutputComparison {
  private static final Pattern HOP_TIME = Pattern.compile("(?m)^ *\\d+\\.\\d{3} (?= )");

  /**
   * The number by which one namespace knows another is given out when it is first needed, also by
   * who only looks (net/core/net_namespace.c:peernet2id_alloc): the comparison itself does.
   */
  private static final Pattern NSID = Pattern.compile("(?<=link-netnsid )\\d+");

  private static final Pattern CONNTRACK =
      Pattern.compile("^(?:tcp|udp|icmp) +\\d+ (\\d{1,9}) .*src=");

  private static final Pattern SOCKETS = Pattern.compile("^ss( -[a-z46]+)*$");

  private static final Pattern PORT = Pattern.compile("(?<=[0-9.]:)\\d{5}\\b");

  private OutputComparison() {}

  /** The commands that two runs of a transcript answered differently. */
  static List<Difference> between(Transcript transcript, Observation sim, Observation real) {
    Transcript expected = Comparison.asPrinted(transcript, plain(transcript, sim.outputs()));
    List<Step> steps = expected.steps();
    List<Difference> found = new ArrayList<>();
    List<Output> reworded = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      reworded.add(real.outputs().get(i).wordedLike(sim.outputs().get(i).text()));
    }
    List<Output> actual = plain(transcript, reworded);
    for (Comparison.Failure failure : Comparison.of(expected, actual).failures()) {
      Step step = failure.expected();
      found.add(
          new Difference.OfText(
              Aspect.OUTPUT,
              steps.indexOf(step) + 1,
              failure.command(),
              "output",
              step.expectation().source(),
              failure.actual().expectation().source()));
    }
    return found;
  }

  private static List<Output> plain(Transcript transcript, List<Output> outputs) {
    List<Step> steps = transcript.steps();
    Map<String, String> ports = new LinkedHashMap<>();
    List<Output> plain = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      boolean own = steps.get(i).place() instanceof Place.Lab;
      String text = NSID.matcher(PayloadText.undated(output.text())).replaceAll("N");
      if (steps.get(i).command().contains("conntrack")) {
        text = sorted(text);
      } else if (SOCKETS.matcher(steps.get(i).command()).find()) {
        text = belowTitle(text);
      }
      plain.add(new Output(own ? plain(text, ports) : text, output.status()));
    }
    return plain;
  }

  /**
   * The entries that conntrack lists come in the order of a hash that is drawn at boot
   * (nf_conntrack_hash_rnd). Here those that say the same come together, the oldest first.
   */
  private static String sorted(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    List<String> entries =
        lines.stream()
            .filter(l -> CONNTRACK.matcher(l).find())
            .sorted(
                Comparator.comparing((String l) -> String.join("", Canon.lines(l)))
                    .thenComparingLong(OutputComparison::timeLeft))
            .toList();
    int first =
        lines.indexOf(
            entries.isEmpty()
                ? ""
                : lines.stream().filter(entries::contains).findFirst().orElseThrow());
    lines.removeAll(entries);
    lines.addAll(Math.max(0, first), entries);
    return entries.isEmpty() ? text : String.join("\n", lines) + "\n";
  }

  /** Sockets too come in the order of a hash that each namespace draws (net_hash_mix). */
  private static String belowTitle(String text) {
    List<String> lines = text.lines().toList();
    return Stream.concat(lines.stream().limit(1), lines.stream().skip(1).sorted())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static long timeLeft(String entry) {
    Matcher m = CONNTRACK.matcher(entry);
    return m.find() ? Long.parseLong(m.group(1)) : 0;
  }

  private static String plain(String text, Map<String, String> ports) {
    return PORT.matcher(HOP_TIME.matcher(text).replaceAll("<t> "))
        .replaceAll(
            m ->
                PacketRules.isEphemeral(Integer.parseInt(m.group()))
                    ? ports.computeIfAbsent(m.group(), p -> "<port" + (ports.size() + 1) + ">")
                    : m.group());
  }
}

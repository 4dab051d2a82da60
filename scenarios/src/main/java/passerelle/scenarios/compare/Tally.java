package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.Outcome;
import passerelle.scenarios.replay.ReplayCommand;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;

/** Tells a person how the comparison goes, file by file, and counts. */
final class Tally {
  private final Messages messages;
  private final Messages scenarioMessages;
  private final ReportPrinter out;
  private final ReportPrinter err;
  private final List<Outcome<Compared>> outcomes = new ArrayList<>();

  Tally(Messages messages, Messages scenarioMessages, ReportPrinter out, ReportPrinter err) {
    this.messages = messages;
    this.scenarioMessages = scenarioMessages;
    this.out = out;
    this.err = err;
  }

  List<Outcome<Compared>> outcomes() {
    return List.copyOf(outcomes);
  }

  int status() {
    if (count(Outcome.Unreadable.class) > 0) {
      return ReplayCommand.UNREADABLE;
    }
    return same() < reports().size() ? ReplayCommand.DIFFERENT : ReplayCommand.SAME;
  }

  void add(Outcome<Compared> outcome) {
    outcomes.add(outcome);
    if (outcome instanceof Outcome.Ran<Compared> ran) {
      Compared compared = ran.result();
      tell(compared.report());
      if (compared.runs() > 1 && compared.report().same()) {
        out.say(messages.get("compare.raced", compared.runs()));
      }
    } else if (outcome instanceof Outcome.Skipped<Compared> s) {
      String reason = scenarioMessages.get(s.reason(), s.only());
      out.say(messages.get("compare.skipped", s.file(), reason));
    } else if (outcome instanceof Outcome.Unreadable<Compared> u) {
      err.say(u.problem().describe(scenarioMessages));
    }
  }

  /** A lab failed: the transcript is run once more, and counts then. */
  void tellAgain(Outcome.Unreadable<Compared> failed) {
    TranscriptException problem = failed.problem();
    String why =
        problem.getCause() == null
            ? problem.what(scenarioMessages)
            : String.valueOf(problem.getCause().getMessage());
    out.say(messages.get("compare.again", failed.file(), why));
  }

  private void tell(Report report) {
    int known = report.known().values().stream().mapToInt(Integer::intValue).sum();
    out.say(
        messages.get(
            report.same() ? "compare.same" : "compare.different",
            report.transcript(),
            report.commands(),
            report.frames(),
            known,
            report.differences().size()));
    report.first().ifPresent(d -> out.quote(d.describe(messages)));
    if (report.differences().size() > 1) {
      out.say(
          messages.get(
              "compare.further",
              report.differences().size() - 1,
              further(report, Aspect.OUTPUT),
              further(report, Aspect.PACKETS),
              further(report, Aspect.SNAPSHOT)));
    }
  }

  private static long further(Report report, Aspect aspect) {
    return report.differences().stream().skip(1).filter(d -> d.aspect() == aspect).count();
  }

  /** The entries of the list that no transcript needed, though they are about one that ran. */
  void tellUnfound(KnownDifferences known) {
    for (KnownDifference entry : known.entries()) {
      boolean about = reports().stream().anyMatch(r -> entry.isAbout(r.name()));
      boolean found = reports().stream().anyMatch(r -> r.known().containsKey(entry));
      if (about && !found) {
        out.say(messages.get("compare.unfound", entry.line(), entry.reason()));
      }
    }
  }

  void summarise() {
    out.say(
        messages.get(
            "compare.summary",
            outcomes.size(),
            same(),
            reports().size() - same(),
            count(Outcome.Skipped.class),
            count(Outcome.Unreadable.class)));
  }

  private List<Report> reports() {
    return outcomes.stream()
        .flatMap(
            o -> o instanceof Outcome.Ran<Compared> ran ? Stream.of(ran.result()) : Stream.of())
        .map(Compared::report)
        .toList();
  }

  private int same() {
    return (int) reports().stream().filter(Report::same).count();
  }

  private long count(Class<?> kind) {
    return outcomes.stream().filter(kind::isInstance).count();
  }
}

package passerelle.scenarios.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import passerelle.scenarios.ci.Finding;
import passerelle.scenarios.ci.Overview;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.match.Unseen;
import passerelle.text.Messages;

/** What a replay has come to, for CI servers. */
record ReplayOverview(Messages messages) {
  Overview of(List<Outcome<Replayed>> outcomes) {
    long good = outcomes.stream().filter(ReplayOverview::isGood).count();
    return new Overview(
        messages.get("overview.replay", good, outcomes.size()),
        Stream.of("file", "result", "commands", "different")
            .map(column -> messages.get("overview." + column))
            .toList(),
        outcomes.stream().map(this::row).toList(),
        outcomes.stream().flatMap(outcome -> findings(outcome).stream()).toList());
  }

  private static boolean isGood(Outcome<Replayed> outcome) {
    return !(outcome instanceof Outcome.Unreadable<Replayed>)
        && !(outcome instanceof Outcome.Ran<Replayed> c && !c.result().comparison().matches());
  }

  private List<String> row(Outcome<Replayed> outcome) {
    String file = outcome.file().toString();
    if (outcome instanceof Outcome.Ran<Replayed> c) {
      int failed = c.result().comparison().failures().size();
      String result = messages.get(failed == 0 ? "overview.same" : "overview.differs");
      int commands = c.result().commands();
      return List.of(file, result, String.valueOf(commands), String.valueOf(failed));
    }
    if (outcome instanceof Outcome.Skipped<Replayed> s) {
      return List.of(file, messages.get(s.reason(), s.only()), "", "");
    }
    return List.of(file, messages.get("overview.unreadable"), "", "");
  }

  private List<Finding> findings(Outcome<Replayed> outcome) {
    if (outcome instanceof Outcome.Unreadable<Replayed> u) {
      TranscriptException problem = u.problem();
      String title = messages.get("overview.unreadable");
      return List.of(
          new Finding(problem.file(), problem.line().orElse(1), title, problem.what(messages)));
    }
    List<Finding> findings = new ArrayList<>();
    if (outcome instanceof Outcome.Ran<Replayed> c) {
      for (Comparison.Failure failure : c.result().comparison().failures()) {
        String command = failure.command().lines().findFirst().orElse("");
        String diff = Unseen.marked(failure.diff());
        findings.add(new Finding(c.file().toString(), failure.expected().line(), command, diff));
      }
    }
    return findings;
  }
}

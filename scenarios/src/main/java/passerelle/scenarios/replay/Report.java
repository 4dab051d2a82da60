package passerelle.scenarios.replay;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.match.Comparison;
import passerelle.text.Messages;

/** Tells a person how the replay goes, file by file, and counts. */
final class Report {
  private final Messages messages;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean update;
  private final List<Outcome> outcomes = new ArrayList<>();
  private int same;
  private int different;
  private int updated;
  private int skipped;
  private int unreadable;

  Report(Messages messages, PrintStream out, PrintStream err, boolean update) {
    this.messages = messages;
    this.out = out;
    this.err = err;
    this.update = update;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  int status() {
    if (unreadable > 0) {
      return ReplayCommand.UNREADABLE;
    }
    return different > 0 ? ReplayCommand.DIFFERENT : ReplayCommand.SAME;
  }

  void add(Outcome outcome) {
    outcomes.add(outcome);
    if (outcome instanceof Outcome.Compared compared) {
      addCompared(compared);
    } else if (outcome instanceof Outcome.Skipped s) {
      skipped++;
      out.println(messages.get("replay.skipped", s.file(), messages.get(s.reason(), s.only())));
    } else if (outcome instanceof Outcome.Unreadable u) {
      addUnreadable(u.problem());
    }
  }

  private void addCompared(Outcome.Compared compared) {
    Comparison comparison = compared.comparison();
    int commands = comparison.expected().steps().size();
    int failed = comparison.failures().size();
    if (failed == 0) {
      same++;
      out.println(messages.get("replay.same", compared.file(), commands));
    } else if (update) {
      update(compared, failed, commands);
    } else {
      different++;
      out.println(messages.get("replay.different", compared.file(), failed, commands));
      out.print(comparison.diff());
      compared
          .passesUnder()
          .ifPresent(engine -> out.println(messages.get("replay.other-engine", engine)));
    }
  }

  private void update(Outcome.Compared compared, int failed, int commands) {
    try {
      TranscriptFiles.write(compared.file(), compared.comparison().updated());
      updated++;
      out.println(messages.get("replay.updated", compared.file(), failed, commands));
    } catch (TranscriptException e) {
      addUnreadable(e);
    }
  }

  private void addUnreadable(TranscriptException problem) {
    unreadable++;
    err.println(problem.describe(messages));
  }

  void summarise() {
    out.println(
        messages.get(
            "replay.summary", outcomes.size(), same, different, updated, skipped, unreadable));
  }
}

package passerelle.scenarios.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import passerelle.scenarios.ci.GithubActions;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.match.Comparison;
import passerelle.scenarios.match.Unseen;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;

/** Tells a person how the replay goes, file by file, and counts. */
final class Report {
  private final Messages messages;
  private final boolean onGithub;
  private final ReportPrinter out;
  private final ReportPrinter err;
  private final boolean update;
  private final List<Outcome<Replayed>> outcomes = new ArrayList<>();
  private int same;
  private int different;
  private int updated;
  private int skipped;
  private int unreadable;

  /**
   * An empty report.
   *
   * @param onGithub whether the log is read by GitHub Actions
   */
  Report(
      Messages messages, boolean onGithub, ReportPrinter out, ReportPrinter err, boolean update) {
    this.messages = messages;
    this.onGithub = onGithub;
    this.out = out;
    this.err = err;
    this.update = update;
  }

  List<Outcome<Replayed>> outcomes() {
    return outcomes;
  }

  int status() {
    if (unreadable > 0) {
      return ReplayCommand.UNREADABLE;
    }
    return different > 0 ? ReplayCommand.DIFFERENT : ReplayCommand.SAME;
  }

  void add(Outcome<Replayed> outcome) {
    outcomes.add(outcome);
    if (outcome instanceof Outcome.Ran<Replayed> ran) {
      addReplayed(ran.file(), ran.result());
    } else if (outcome instanceof Outcome.Skipped<Replayed> s) {
      skipped++;
      out.say(messages.get("replay.skipped", s.file(), messages.get(s.reason(), s.only())));
    } else if (outcome instanceof Outcome.Unreadable<Replayed> u) {
      addUnreadable(u.problem());
    }
  }

  private void addReplayed(Path file, Replayed replayed) {
    Comparison comparison = replayed.comparison();
    int commands = replayed.commands();
    int failed = comparison.failures().size();
    if (failed == 0) {
      same++;
      out.say(messages.get("replay.same", file, commands));
    } else if (update) {
      update(file, comparison, failed, commands);
    } else {
      different++;
      out.say(messages.get("replay.different", file, failed, commands));
      comparison.failures().forEach(failure -> tell(file, failure));
      replayed
          .passesUnder()
          .ifPresent(engine -> out.say(messages.get("replay.other-engine", engine)));
    }
  }

  private void tell(Path file, Comparison.Failure failure) {
    String where = file + ":" + failure.expected().line() + ": " + failure.command();
    String diff = failure.diff();
    String marked = Unseen.marked(diff);
    if (onGithub) {
      out.quote(GithubActions.quoted(where + "\n" + marked));
    } else {
      out.say(where);
      out.quote(marked);
    }
    if (!marked.equals(diff)) {
      out.say(messages.get("replay.marks"));
    }
  }

  private void update(Path file, Comparison comparison, int failed, int commands) {
    try {
      TranscriptFiles.write(file, comparison.updated());
      updated++;
      out.say(messages.get("replay.updated", file, failed, commands));
    } catch (TranscriptException e) {
      addUnreadable(e);
    }
  }

  private void addUnreadable(TranscriptException problem) {
    unreadable++;
    err.say(problem.describe(messages));
  }

  void summarise() {
    out.say(
        messages.get(
            "replay.summary", outcomes.size(), same, different, updated, skipped, unreadable));
  }
}

package passerelle.scenarios.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.files.FileTree;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.Jobs;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.Outcome;
import passerelle.scenarios.replay.ReplayCommand;
import passerelle.scenarios.replay.Trials;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;

/**
 * {@code passerelle compare FILE|DIR...}: replays transcripts on both kernels and says where they
 * do not agree. The exit statuses are those of {@link ReplayCommand}.
 */
public final class CompareCommand {
  private final Twins twins;
  private final KnownDifferences known;
  private final Messages messages;
  private final Messages scenarioMessages;
  private final ReportPrinter out;
  private final ReportPrinter err;

  /**
   * The command.
   *
   * @param sim opens labs on the simulated kernel
   * @param real opens labs on the real one
   * @param known what may differ
   * @param out for the report
   * @param err for what cannot be read or run
   */
  public CompareCommand(
      LabFactory sim,
      LabFactory real,
      KnownDifferences known,
      Language language,
      ReportPrinter out,
      ReportPrinter err) {
    this.twins = new Twins(sim, real, known);
    this.known = known;
    this.messages = Messages.of(language, Difference.BUNDLE);
    this.scenarioMessages = Messages.of(language, TranscriptException.BUNDLE);
    this.out = out;
    this.err = err;
  }

  /**
   * Compares.
   *
   * @return the exit status: {@link ReplayCommand#SAME}, {@link ReplayCommand#DIFFERENT}, or {@link
   *     ReplayCommand#UNREADABLE} for wrong usage, unreadable files, and when a kernel cannot be
   *     had
   */
  public int run(CompareOptions options) {
    Optional<String> wrong = wrongUsage(options);
    if (wrong.isPresent()) {
      err.say(wrong.get());
      return ReplayCommand.UNREADABLE;
    }
    Tally tally = new Tally(messages, scenarioMessages, out, err);
    Trials<Compared> trials =
        new Trials<>(options.lab(), true, (t, request) -> compare(t, request, options.runs()));
    List<Path> files = trials.files(options.paths(), options.shard(), tally::add);
    if (!compare(files, options, trials, tally)) {
      err.say(scenarioMessages.get("interrupted"));
      return ReplayCommand.UNREADABLE;
    }
    if (options.paths().stream().anyMatch(FileTree::isDirectory)) {
      tally.tellUnfound(known);
    }
    tally.summarise();
    String junit = new JunitReport(messages, scenarioMessages).of(tally.outcomes());
    int written =
        options
            .junit()
            .map(file -> Trials.write(file, junit, err, messages.language()))
            .orElse(ReplayCommand.SAME);
    return Math.max(written, tally.status());
  }

  private Optional<String> wrongUsage(CompareOptions options) {
    if (options.paths().isEmpty()) {
      return Optional.of(messages.get("usage.paths"));
    }
    if (options.jobs() < 1) {
      return Optional.of(scenarioMessages.get("usage.jobs", options.jobs()));
    }
    if (options.runs() < 1) {
      return Optional.of(messages.get("usage.runs", options.runs()));
    }
    return options.lab().wrongUsage(scenarioMessages);
  }

  /**
   * Compares many at a time; a transcript whose lab fails, as it does where a program takes too
   * long on a busy machine, is run again alone if runs are left. False when interrupted.
   */
  private boolean compare(
      List<Path> files, CompareOptions options, Trials<Compared> trials, Tally tally) {
    List<Path> again = new ArrayList<>();
    boolean finished =
        Jobs.run(
            options.jobs(),
            files,
            trials::of,
            outcome -> {
              if (options.runs() > 1
                  && outcome instanceof Outcome.Unreadable<Compared> u
                  && u.lab()) {
                tally.tellAgain(u);
                again.add(u.file());
              } else {
                tally.add(outcome);
              }
            });
    return finished && Jobs.run(1, again, trials::of, tally::add);
  }

  private Compared compare(Transcript transcript, LabRequest request, int most)
      throws TranscriptException {
    Report report = twins.compare(transcript, request);
    int runs = 1;
    while (!report.same() && runs < most) {
      report = twins.compare(transcript, request);
      runs++;
    }
    return new Compared(report, runs);
  }
}

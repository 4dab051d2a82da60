package passerelle.scenarios.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import passerelle.engine.EngineVersion;
import passerelle.files.FileRefusal;
import passerelle.scenarios.ci.GithubActions;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.match.Comparison;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;

/**
 * {@code passerelle replay FILE|DIR...}: replays transcripts, each in a fresh lab, and says what
 * differs.
 */
public final class ReplayCommand {
  /** All transcripts answer as expected (or were updated, or skipped). */
  public static final int SAME = 0;

  /** Some answer otherwise. */
  public static final int DIFFERENT = 1;

  /** Wrong options, or a file that cannot be read, run or written. */
  public static final int UNREADABLE = 2;

  private final LabFactory labs;
  private final Messages messages;
  private final Optional<GithubActions> github;
  private final ReportPrinter out;
  private final ReportPrinter err;

  /**
   * The command.
   *
   * @param github told of the run as well
   * @param out for the report
   * @param err for what cannot be read
   */
  public ReplayCommand(
      LabFactory labs,
      Language language,
      Optional<GithubActions> github,
      ReportPrinter out,
      ReportPrinter err) {
    this.labs = labs;
    this.messages = Messages.of(language, TranscriptException.BUNDLE);
    this.github = github;
    this.out = out;
    this.err = err;
  }

  /**
   * Replays; the result is the exit status: {@link #SAME}, {@link #DIFFERENT}, {@link #UNREADABLE}.
   */
  public int run(ReplayOptions options) {
    Optional<String> wrong = wrongUsage(options);
    if (wrong.isPresent()) {
      err.say(wrong.get());
      return UNREADABLE;
    }
    Report report = new Report(messages, github.isPresent(), out, err, options.update());
    Trials<Replayed> trials =
        new Trials<>(options.lab(), false, (t, request) -> replay(t, request, options));
    List<Path> files = trials.files(options.paths(), options.shard(), report::add);
    boolean finished;
    try (CtrlC interrupts = new CtrlC(out)) {
      finished =
          interrupts.listensTo(() -> Jobs.run(options.jobs(), files, trials::of, report::add));
      if (!finished) {
        err.say(messages.get("interrupted"));
      }
      report.summarise();
    }
    int status =
        options
            .junit()
            .map(file -> Trials.write(file, junit(report), err, messages.language()))
            .orElse(SAME);
    status = Math.max(status, github.map(g -> tell(g, report)).orElse(SAME));
    return Math.max(Math.max(status, report.status()), finished ? SAME : UNREADABLE);
  }

  private Optional<String> wrongUsage(ReplayOptions options) {
    if (options.paths().isEmpty()) {
      return Optional.of(messages.get("usage.paths"));
    }
    if (options.jobs() < 1) {
      return Optional.of(messages.get("usage.jobs", options.jobs()));
    }
    return options.lab().wrongUsage(messages);
  }

  private String junit(Report report) {
    return JunitReport.of(report.outcomes(), messages);
  }

  private Replayed replay(Transcript transcript, LabRequest request, ReplayOptions all)
      throws TranscriptException {
    Comparison comparison = run(transcript, request);
    boolean asks =
        transcript.frontMatter().engine().isEmpty() && !all.update() && !comparison.matches();
    return new Replayed(comparison, asks ? otherEngine(transcript, request) : Optional.empty());
  }

  private Comparison run(Transcript transcript, LabRequest request) throws TranscriptException {
    return Comparison.of(transcript, new Replayer(labs).run(transcript, request));
  }

  /** The newest engine version under which all is as expected; only tried where it costs little. */
  private Optional<String> otherEngine(Transcript transcript, LabRequest request)
      throws TranscriptException {
    List<String> newestFirst = new ArrayList<>(EngineVersion.labels());
    Collections.reverse(newestFirst);
    newestFirst.remove(request.engine());
    for (String engine : request.kernel() == KernelKind.SIM ? newestFirst : List.<String>of()) {
      if (run(transcript, request.under(engine)).matches()) {
        return Optional.of(engine);
      }
    }
    return Optional.empty();
  }

  private int tell(GithubActions actions, Report report) {
    try {
      actions.tell(new ReplayOverview(messages).of(report.outcomes()), out);
      return SAME;
    } catch (FileRefusal refused) {
      err.say(refused.describe(messages.language()));
      return UNREADABLE;
    }
  }
}

package passerelle.scenarios.replay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import passerelle.engine.EngineVersion;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.files.OwnFiles;
import passerelle.scenarios.ci.GithubActions;
import passerelle.scenarios.format.FrontMatter;
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
    TranscriptFiles.Found found =
        TranscriptFiles.find(options.paths(), options.lab().outputs().areKept());
    Report report = new Report(messages, github.isPresent(), out, err, options.update());
    found.problems().forEach((path, e) -> report.add(new Outcome.Unreadable(path, e)));
    boolean finished;
    try (CtrlC interrupts = new CtrlC(out)) {
      finished =
          interrupts.listensTo(() -> replayAll(options.shard().of(found.files()), options, report));
      report.summarise();
    }
    int status = options.junit().map(file -> writeJunit(file, report)).orElse(SAME);
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

  /** Runs the files, several at a time, and reports them in their order. */
  private boolean replayAll(List<Path> files, ReplayOptions options, Report report) {
    boolean finished = Jobs.run(options.jobs(), files, f -> replay(f, options), report::add);
    if (!finished) {
      err.say(messages.get("interrupted"));
    }
    return finished;
  }

  private Outcome replay(Path file, ReplayOptions all) {
    LabOptions options = all.lab();
    try {
      Transcript transcript = TranscriptFiles.read(file);
      FrontMatter asked = transcript.frontMatter();
      LabRequest request = options.amongMany(file).request(file, asked, KernelKind.SIM);
      if (!asked.kernels().contains(request.kernel())) {
        String only = asked.kernels().iterator().next().word();
        return new Outcome.Skipped(file, "replay.only-kernel", only);
      }
      if (asked.engine().filter(e -> !e.equals(request.engine())).isPresent()) {
        return new Outcome.Skipped(file, "replay.only-engine", asked.engine().get());
      }
      Comparison comparison = run(transcript, request);
      boolean asks = asked.engine().isEmpty() && !all.update() && !comparison.matches();
      return new Outcome.Compared(
          file, comparison, asks ? otherEngine(transcript, request) : Optional.empty());
    } catch (TranscriptException e) {
      return new Outcome.Unreadable(file, e);
    }
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

  /** The report is the user's own file; one that is there is replaced. */
  private int writeJunit(Path file, Report report) {
    String text = JunitReport.of(report.outcomes(), messages);
    try {
      MachineFiles.NewFile written = new OwnFiles().create(file.toString(), true);
      written.write(text.getBytes(StandardCharsets.UTF_8));
      return SAME;
    } catch (FileRefusal refused) {
      err.say(refused.describe(messages.language()));
      return UNREADABLE;
    }
  }
}

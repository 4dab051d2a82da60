package passerelle.scenarios.replay;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.match.Comparison;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;

/**
 * {@code passerelle transcript FILE}: prints the same Markdown with the outputs as they come now.
 * Every command is run, whatever the front matter says about kernels and engines.
 */
public final class TranscriptCommand {
  private final LabFactory labs;
  private final Messages messages;
  private final PrintStream out;
  private final ReportPrinter err;

  /**
   * The command.
   *
   * @param out for the Markdown; its encoding should be UTF-8
   * @param err for what cannot be read
   */
  public TranscriptCommand(LabFactory labs, Language language, PrintStream out, ReportPrinter err) {
    this.labs = labs;
    this.messages = Messages.of(language, TranscriptException.BUNDLE);
    this.out = out;
    this.err = err;
  }

  /**
   * Runs.
   *
   * @return the exit status: 0 whatever the commands did, 2 if the file cannot be read or run
   */
  public int run(Path file, LabOptions options) {
    Optional<String> wrong = options.wrongUsage(messages);
    if (wrong.isPresent()) {
      err.say(wrong.get());
      return ReplayCommand.UNREADABLE;
    }
    try {
      Transcript transcript = TranscriptFiles.read(file);
      LabRequest request = options.request(file, transcript.frontMatter(), kernel(transcript));
      Transcript printed =
          Comparison.asPrinted(transcript, new Replayer(labs).run(transcript, request));
      out.print(printed.source());
      out.flush();
      return 0;
    } catch (TranscriptException e) {
      err.say(e.describe(messages));
      return ReplayCommand.UNREADABLE;
    }
  }

  private static KernelKind kernel(Transcript transcript) {
    FrontMatter frontMatter = transcript.frontMatter();
    return frontMatter.kernels().iterator().next();
  }
}

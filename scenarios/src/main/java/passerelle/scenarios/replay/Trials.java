package passerelle.scenarios.replay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import passerelle.files.FileRefusal;
import passerelle.files.OwnFiles;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.text.Language;
import passerelle.text.ReportPrinter;

/**
 * Transcripts that are tried, in whatever way: which there are, which may run on what is asked, and
 * what becomes of one that cannot be read.
 *
 * @param options what is asked
 * @param both whether each is tried on both kernels
 * @param trial may be done by several threads at once
 * @param <T> what a trial comes to
 */
public record Trials<T>(LabOptions options, boolean both, Trial<T> trial) {

  /** What is done with a transcript. */
  @FunctionalInterface
  public interface Trial<T> {
    /**
     * Does it.
     *
     * @throws TranscriptException when a lab fails
     */
    T of(Transcript transcript, LabRequest request) throws TranscriptException;
  }

  /** The transcripts that paths lead to, of which those that cannot be found are handed over. */
  public List<Path> files(List<Path> paths, Shard shard, Consumer<Outcome<T>> taker) {
    TranscriptFiles.Found found = TranscriptFiles.find(paths, options.outputs().areKept());
    found.problems().forEach((path, e) -> taker.accept(new Outcome.Unreadable<>(path, e, false)));
    return shard.of(found.files());
  }

  /** Tries one, if it may run on what is asked. */
  public Outcome<T> of(Path file) {
    boolean read = false;
    try {
      Transcript transcript = TranscriptFiles.read(file);
      FrontMatter asked = transcript.frontMatter();
      LabRequest request = options.amongMany(file).request(file, asked, KernelKind.SIM);
      Set<KernelKind> wanted = both ? Set.of(KernelKind.values()) : Set.of(request.kernel());
      if (!asked.kernels().containsAll(wanted)) {
        String only = asked.kernels().iterator().next().word();
        return new Outcome.Skipped<>(file, "replay.only-kernel", only);
      }
      if (asked.engine().filter(e -> !e.equals(request.engine())).isPresent()) {
        return new Outcome.Skipped<>(file, "replay.only-engine", asked.engine().get());
      }
      read = true;
      return new Outcome.Ran<>(file, trial.of(transcript, request));
    } catch (TranscriptException e) {
      return new Outcome.Unreadable<>(file, e, read);
    }
  }

  /**
   * Writes a report, the user's own file; one that is there is replaced.
   *
   * @return the exit status that this asks for
   */
  public static int write(Path file, String text, ReportPrinter err, Language language) {
    try {
      new OwnFiles().create(file.toString(), true).write(text.getBytes(StandardCharsets.UTF_8));
      return ReplayCommand.SAME;
    } catch (FileRefusal refused) {
      err.say(refused.describe(language));
      return ReplayCommand.UNREADABLE;
    }
  }
}

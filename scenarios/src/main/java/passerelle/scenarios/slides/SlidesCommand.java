package passerelle.scenarios.slides;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import passerelle.files.FileRefusal;
import passerelle.files.OwnFiles;
import passerelle.scenarios.ci.GithubActions;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabFactory;
import passerelle.scenarios.replay.ReplayCommand;
import passerelle.scenarios.replay.TranscriptFiles;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;

/**
 * {@code passerelle slides DECK...}: types what slides and tutorials print into a lab, and says of
 * each command how its answer compares with the printed one.
 */
public final class SlidesCommand {
  private final SlideLabFactory labs;
  private final LabFactory strictLabs;
  private final Path home;
  private final Messages messages;
  private final Optional<GithubActions> github;
  private final ReportPrinter out;
  private final ReportPrinter err;

  /**
   * The command.
   *
   * @param labs follow the decks
   * @param strictLabs run what is suggested
   * @param home the directory of Passerelle, with the library of scenarios and the lessons
   * @param github told of the run as well
   */
  public SlidesCommand(
      SlideLabFactory labs,
      LabFactory strictLabs,
      Path home,
      Language language,
      Optional<GithubActions> github,
      ReportPrinter out,
      ReportPrinter err) {
    this.labs = labs;
    this.strictLabs = strictLabs;
    this.home = home;
    this.messages = Messages.of(language, TranscriptException.BUNDLE);
    this.github = github;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs; the result is the exit status: {@link ReplayCommand#SAME} when every command of every
   * deck answers in the same shape, {@link ReplayCommand#DIFFERENT}, or {@link
   * ReplayCommand#UNREADABLE}, also for a deck in which nothing can be run.
   */
  public int run(SlidesOptions options) {
    Optional<String> wrong =
        options.paths().isEmpty()
            ? Optional.of(messages.get("slides.usage.paths"))
            : options.lab().wrongUsage(messages);
    if (wrong.isPresent()) {
      err.say(wrong.get());
      return ReplayCommand.UNREADABLE;
    }
    int status = ReplayCommand.SAME;
    List<DeckOutcome> outcomes = new ArrayList<>();
    SlidesReport report = new SlidesReport(messages, out, err);
    for (Path path : options.shard().of(options.paths())) {
      DeckOutcome outcome = outcome(path, options);
      outcomes.add(outcome);
      status = Math.max(status, report.add(outcome));
      if (options.suggest() && outcome instanceof DeckOutcome.Ran ran) {
        status = Math.max(status, suggest(path, ran, options));
      }
    }
    report.summarise();
    return Math.max(status, write(outcomes, options));
  }

  private DeckOutcome outcome(Path path, SlidesOptions options) {
    try {
      Deck deck = Deck.parse(path.toString(), TranscriptFiles.text(path));
      return new DeckTrial(labs, Showcase.in(home), options.lab().amongMany(path)).of(deck, path);
    } catch (TranscriptException e) {
      return new DeckOutcome.Unreadable(path.toString(), e);
    }
  }

  /** Beside the deck, under a name that the deck has no say in. */
  private int suggest(Path path, DeckOutcome.Ran ran, SlidesOptions options) {
    String name = path.toString().replaceFirst("\\.(?:md|markdown)$", "") + ".runnable.md";
    try {
      Optional<String> twin = new RunnableTwin(strictLabs, messages).of(ran, options.lab(), path);
      if (twin.isEmpty()) {
        out.say(messages.get("slides.suggest.none", path));
        return ReplayCommand.SAME;
      }
      write(name, options.force(), twin.get());
      out.say(messages.get("slides.suggested", name));
      return ReplayCommand.SAME;
    } catch (TranscriptException e) {
      err.say(e.describe(messages));
    } catch (FileRefusal refused) {
      err.say(refused.describe(messages.language()));
    }
    return ReplayCommand.UNREADABLE;
  }

  private int write(List<DeckOutcome> outcomes, SlidesOptions options) {
    List<DeckOutcome> all = Collections.unmodifiableList(outcomes);
    try {
      if (options.junit().isPresent()) {
        write(options.junit().get().toString(), true, new SlidesJunit(messages).of(all));
      }
      if (options.report().isPresent()) {
        write(options.report().get().toString(), true, new SlidesPage(messages).of(all));
      }
      if (github.isPresent()) {
        github.get().tell(new SlidesOverview(messages).of(all), out);
      }
      return ReplayCommand.SAME;
    } catch (FileRefusal refused) {
      err.say(refused.describe(messages.language()));
      return ReplayCommand.UNREADABLE;
    }
  }

  private static void write(String name, boolean replace, String text) throws FileRefusal {
    new OwnFiles().create(name, replace).write(text.getBytes(StandardCharsets.UTF_8));
  }
}

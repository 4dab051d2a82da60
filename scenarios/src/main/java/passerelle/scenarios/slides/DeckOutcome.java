package passerelle.scenarios.slides;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.scenarios.format.TranscriptException;

/** How it went with one deck. */
sealed interface DeckOutcome {
  /** The name by which messages call it. */
  String file();

  /**
   * It was read, and its commands run.
   *
   * @param engine the engine version under which they ran, and why under that
   * @param commands none when it has no runnable block
   * @param shown the commands in running text
   */
  record Ran(Deck deck, EngineChoice engine, List<Judged> commands, List<Shown> shown)
      implements DeckOutcome {
    @Override
    public String file() {
      return deck.file();
    }

    long count(Verdict verdict) {
      return commands.stream().filter(c -> c.verdict() == verdict).count();
    }

    long good() {
      return commands.stream().filter(c -> c.verdict().isGood()).count();
    }

    boolean isGood() {
      return !commands.isEmpty() && good() == commands.size();
    }

    /** How many of the commands are good, in percent, rounded down. */
    long percent() {
      return percent(good());
    }

    /** The same, with those that rest on what was presumed. */
    long percentWithPresumed() {
      return percent(good() + count(Verdict.PRESUMED));
    }

    private long percent(long some) {
      return commands.isEmpty() ? 0 : 100 * some / commands.size();
    }
  }

  /** It could not be read or run. */
  record Unreadable(String file, TranscriptException problem) implements DeckOutcome {}

  /** Why a deck runs under an engine. */
  enum Reason {
    /** The person asked for it. */
    OPTION,
    /** The deck names it. */
    FRONT_MATTER,
    /** The most commands answer as the deck prints. */
    FIT,
    /** Nothing tells versions apart. */
    DEFAULT
  }

  /**
   * The engine of a deck.
   *
   * @param version its label
   * @param fits how many commands answer as printed under which version; empty unless they were
   *     tried
   */
  record EngineChoice(String version, Reason reason, Map<String, Long> fits) {}

  /**
   * A command in the running text of a deck.
   *
   * @param example where the library shows it, if anywhere
   */
  record Shown(Deck.Slide slide, Deck.Statement statement, Optional<Showcase.Example> example) {}
}

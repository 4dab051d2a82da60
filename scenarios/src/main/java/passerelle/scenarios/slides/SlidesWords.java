package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Where;
import passerelle.scenarios.slides.DeckOutcome.EngineChoice;
import passerelle.scenarios.slides.Presumptions.Presumption;
import passerelle.text.Messages;

/** What all reports about decks say in the same words. */
record SlidesWords(Messages messages) {
  String verdict(Verdict verdict) {
    return messages.get(verdict.key());
  }

  /** Which engine a deck ran under, and why. */
  String engine(EngineChoice choice) {
    String fits =
        choice.fits().entrySet().stream()
            .map(fit -> fit.getKey() + ": " + fit.getValue())
            .collect(Collectors.joining(", "));
    String reason = choice.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return messages.get("slides.engine." + reason, choice.version(), fits);
  }

  String kind(Deck.Kind kind) {
    return messages.get("slides.kind." + kind.name().toLowerCase(Locale.ROOT));
  }

  /** A slide's number and title. */
  String slide(Deck.Slide slide) {
    return messages.get("slides.slide", slide.number(), slide.line(), slide.title()).strip();
  }

  /** How many commands got which verdict, and how many are good. */
  String tally(DeckOutcome.Ran ran) {
    String counts =
        Arrays.stream(Verdict.values())
            .filter(verdict -> verdict != Verdict.PRESUMED || ran.count(verdict) > 0)
            .map(verdict -> messages.get("slides.count", verdict(verdict), ran.count(verdict)))
            .collect(Collectors.joining(", "));
    String key = ran.count(Verdict.PRESUMED) > 0 ? "slides.tally.presumed" : "slides.tally";
    return messages.get(
        key, ran.commands().size(), counts, ran.percent(), ran.percentWithPresumed());
  }

  /** Why a verdict is not good: the difference, or what the lab says. */
  String explanation(Judged judged) {
    if (judged.verdict() == Verdict.PRESUMED) {
      int line = judged.follows().orElse(0);
      String key =
          line > judged.played().line() ? "slides.presumed.early" : "slides.presumed.removed";
      return line > 0 ? messages.get(key, line) + "\n" : presumed(judged.played().presumed());
    }
    if (judged.verdict() == Verdict.FOREIGN && judged.played().presumed().isSaid()) {
      return messages.get("slides.unseen") + "\n";
    }
    Optional<Output> output = judged.played().output();
    if (output.isEmpty()) {
      boolean complete = judged.played().complete();
      return messages.get(complete ? "slides.no-place" : "slides.incomplete") + "\n";
    }
    if (judged.verdict() != Verdict.DIFFERENT) {
      return judged.answer();
    }
    String cause =
        judged.follows().isPresent()
            ? messages.get("slides.follows", judged.follows().getAsInt()) + "\n"
            : "";
    if (judged.played().isPrinted()) {
      return cause
          + judged.difference(messages.get("slides.diff.deck"), messages.get("slides.diff.lab"));
    }
    String failed =
        Judge.findsNothing(judged.played())
            ? messages.get("slides.nothing")
            : messages.get("slides.failed", output.get().status());
    return cause + failed + "\n" + judged.answer();
  }

  /** What a command rests on. */
  private String presumed(Presumption presumed) {
    List<String> lines = new ArrayList<>();
    if (!presumed.isDirect()) {
      lines.add(messages.get("slides.presumed.inside"));
    }
    presumed
        .images()
        .forEach((image, of) -> lines.add(messages.get("slides.presumed.image", image, of)));
    presumed
        .chosen()
        .forEach((words, value) -> lines.add(messages.get("slides.presumed.value", words, value)));
    if (!presumed.done().isEmpty()) {
      lines.add(messages.get("slides.presumed.done", String.join("; ", presumed.done())));
    }
    return String.join("\n", lines) + "\n";
  }

  /** Where a command of the text is shown. */
  String shown(DeckOutcome.Shown shown) {
    return shown
        .example()
        .map(e -> messages.get("slides.shown", e.file() + ":" + e.line(), oneLine(e.command())))
        .orElseGet(() -> messages.get("slides.shown.nowhere"));
  }

  /** A command behind its prompt, all in one line. */
  static String command(Judged judged) {
    String typed = oneLine(judged.played().typed().command());
    String run = oneLine(judged.played().run());
    return prompt(judged.played().typed().where())
        + (typed.equals(run) ? typed : typed + "  (" + run + ")");
  }

  private static String oneLine(String command) {
    return command.replaceAll("\\s*\\\\\\n\\s*", " ").replace("\n", " ⏎ ");
  }

  private static String prompt(Optional<Where> where) {
    if (where.isEmpty()) {
      return "";
    }
    Where told = where.get();
    if (told instanceof Where.Named named) {
      return named.place().prompt();
    }
    if (told instanceof Where.Login login) {
      return login.machine() + (login.root() ? "# " : "$ ");
    }
    return told instanceof Where.Opened ? "/ # " : told instanceof Where.Root ? "# " : "$ ";
  }
}

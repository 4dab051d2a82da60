package passerelle.scenarios.slides;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import passerelle.engine.EngineVersion;
import passerelle.scenarios.format.KernelKind;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.Deadline;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabOptions;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.Replayer;
import passerelle.scenarios.slides.DeckOutcome.EngineChoice;
import passerelle.scenarios.slides.DeckOutcome.Reason;
import passerelle.scenarios.slides.DeckOutcome.Shown;

/** Runs a deck under the engine that it wants, or under each of them to find out. */
record DeckTrial(SlideLabFactory labs, Showcase showcase, LabOptions options) {
  /** A deck's commands under one engine, and the commands in its text. */
  private record Trial(List<Judged> commands, List<Shown> shown) {
    /** How well the deck fits: what is the same counts a little more than the shape. */
    long fit() {
      return commands.stream()
          .filter(c -> c.verdict().answers())
          .mapToLong(c -> c.verdict() == Verdict.SAME ? FIT_SAME : FIT_SHAPE)
          .sum();
    }

    long fitting() {
      return commands.stream().filter(c -> c.verdict().answers()).count();
    }

    /** Whether another engine could answer differently, as far as the deck would show it. */
    boolean tellsEngines() {
      return commands.stream().anyMatch(c -> c.played().isPrinted() || !c.verdict().answers());
    }
  }

  private static final long FIT_SAME = 101;
  private static final long FIT_SHAPE = 100;

  DeckOutcome of(Deck deck, Path path) throws TranscriptException {
    LabRequest request = options.request(path, deck.frontMatter(), KernelKind.SIM);
    if (options.engine().isPresent() || deck.frontMatter().engine().isPresent()) {
      Reason reason = options.engine().isPresent() ? Reason.OPTION : Reason.FRONT_MATTER;
      return ran(deck, new EngineChoice(request.engine(), reason, Map.of()), run(deck, request));
    }
    Trial usual = run(deck, request);
    return usual.tellsEngines()
        ? bestOf(deck, request, usual)
        : ran(deck, new EngineChoice(request.engine(), Reason.DEFAULT, Map.of()), usual);
  }

  /** The version that the deck fits best; of equal ones the usual, then the newest. */
  private DeckOutcome bestOf(Deck deck, LabRequest request, Trial usual)
      throws TranscriptException {
    Map<String, Long> fits = new LinkedHashMap<>();
    fits.put(request.engine(), usual.fitting());
    String best = request.engine();
    Trial bestTrial = usual;
    List<String> others = new ArrayList<>(EngineVersion.labels());
    Collections.reverse(others);
    others.remove(request.engine());
    for (String engine : others) {
      Trial trial = run(deck, request.under(engine));
      fits.put(engine, trial.fitting());
      if (trial.fit() > bestTrial.fit()) {
        best = engine;
        bestTrial = trial;
      }
    }
    boolean equal = fits.values().stream().distinct().count() == 1 && best.equals(request.engine());
    return ran(deck, new EngineChoice(best, equal ? Reason.DEFAULT : Reason.FIT, fits), bestTrial);
  }

  private static DeckOutcome ran(Deck deck, EngineChoice engine, Trial trial) {
    return new DeckOutcome.Ran(deck, engine, trial.commands(), trial.shown());
  }

  private Trial run(Deck deck, LabRequest request) throws TranscriptException {
    try (SlideLab lab = labs.open(request);
        Deadline deadline = new Deadline(lab::interrupt, Replayer.LIMIT)) {
      Map<Boolean, List<Judged>> judged =
          Judge.of(DeckRun.of(deck, lab), lab::isCommandOfMachine).stream()
              .collect(Collectors.partitioningBy(Judged::isSynopsis));
      if (deadline.isPassed()) {
        throw TranscriptException.ofFile(deck.file(), "slides.endless", Replayer.LIMIT);
      }
      List<Shown> shown = shown(deck, lab);
      judged.get(true).forEach(one -> shown.add(shown(one.played().slide(), one.statement())));
      return new Trial(judged.get(false), shown);
    } catch (LabException e) {
      throw TranscriptException.ofFile(deck.file(), "lab.failed", e.getMessage());
    } catch (RuntimeException e) {
      TranscriptException broken = TranscriptException.ofFile(deck.file(), "lab.broken", e);
      broken.initCause(e);
      throw broken;
    }
  }

  private List<Shown> shown(Deck deck, SlideLab lab) {
    List<Shown> shown = new ArrayList<>();
    for (Deck.Slide slide : deck.slides()) {
      for (Deck.Statement statement : slide.statements()) {
        String[] words = statement.text().replaceFirst("^\\$ ", "").split("\\s+");
        if (words.length > 1 && lab.isCommandOfMachine(words[0])) {
          String command = String.join(" ", words);
          shown.add(shown(slide, new Deck.Statement(statement.line(), command)));
        }
      }
    }
    return shown;
  }

  private Shown shown(Deck.Slide slide, Deck.Statement statement) {
    return new Shown(slide, statement, showcase.of(statement.text()));
  }
}

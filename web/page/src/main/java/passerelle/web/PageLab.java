package passerelle.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Lessons;
import passerelle.cli.session.Session;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Turns;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.HandedFiles;
import passerelle.files.Outputs;
import passerelle.lessons.LessonLibrary;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Language;

/** The page's lab, and those who sit at it: each terminal of the page is one person's. */
final class PageLab {
  /** Milliseconds between two breaths. */
  private static final long BREATH = 100;

  /** The same where nobody waits for an answer: whatever is asked begins so soon. */
  private static final long SHORT_BREATH = 20;

  /** The clock is asked after so many steps, less one. */
  private static final int SOME = 63;

  private static int steps;
  private static long breathed;

  private final HandedFiles files = new HandedFiles(Page::hand);
  private final Turns turns = new Turns(PageLab::breathe);
  private final List<PageTerminal> terminals = new ArrayList<>();
  private final LabSettings settings;
  private final LabCommands commands;
  private final PageShelf shelf;
  private Optional<WarmUp> warmUp = Optional.empty();

  /**
   * Boots a lab.
   *
   * @param engine label of an engine version; empty for the usual one
   */
  PageLab(String engine, String images, long seed, Language language, PageShelf shelf)
      throws LabException {
    String label = engine.isEmpty() ? EngineVersion.DEFAULT.label() : engine;
    EngineProfile profile =
        EngineProfile.of(label).orElseThrow(() -> new LabException("no engine " + label));
    settings = new LabSettings(EngineSettings.defaults(profile), images, seed);
    commands = Session.commands(SimLab.open(settings), language, files);
    commands.share(turns, () -> {});
    this.shelf = shelf;
  }

  /** Ten times a second the browser has the processor, so that it can tell of keys. */
  private static void breathe() {
    breathe(BREATH);
  }

  private static void breathe(long after) {
    if ((++steps & SOME) != 0) {
      return;
    }
    long now = System.currentTimeMillis();
    if (now - breathed >= after) {
      pause();
      breathed = System.currentTimeMillis();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes ready, in a lab that nobody sees, what most people type first.
   *
   * @param on goes on where it has begun
   */
  void warmUp(boolean on) throws LabException {
    if (on) {
      warmUp.ifPresent(WarmUp::goOn);
      warmUp = Optional.empty();
    } else {
      warmUp =
          Optional.of(
              new WarmUp(settings, commands.language(), () -> breathe(SHORT_BREATH), this::isBusy));
      warmUp.get().begin();
    }
  }

  /** Makes a copy of the lab that questions begin with, as long as nobody runs anything. */
  void lookAhead() {
    if (!isBusy()) {
      Person first = terminals.get(0).person();
      turns.take(first, () -> commands.lab().ahead(this::isSpare)).run();
    }
  }

  /** Whatever has been asked for meanwhile begins before the answer. */
  private boolean isSpare() {
    pause();
    return !isBusy();
  }

  private boolean isBusy() {
    return terminals.stream().anyMatch(PageTerminal::isBusy);
  }

  /** One more terminal. */
  PageTerminal sit() {
    Person person = new Person(terminals.size());
    Session session = turns.take(person, () -> new Session(commands, person));
    if (terminals.isEmpty()) {
      session.add(
          new Lessons(
              new LessonLibrary(shelf),
              shelf::state,
              Outputs.inMemory(),
              name -> Optional.empty()));
    }
    PageTerminal terminal = new PageTerminal(terminals.size(), session, this);
    terminals.add(terminal);
    return terminal;
  }

  PageTerminal terminal(int number) {
    return terminals.get(number);
  }

  LabCommands commands() {
    return commands;
  }

  Turns turns() {
    return turns;
  }

  /** The lab as a transcript that makes it again. */
  String transcript() throws LabException {
    LabCommands.SavedTranscript told = commands.dictate(new TreeMap<>());
    return told.head() + told.body();
  }

  /** A file that somebody gives the page, for {@code load} and others. */
  void handIn(String name, byte[] content) {
    files.handIn(name, content);
  }

  /** Puts the lab that a stranger's transcript makes in the place of this one. */
  void load(String name, String text, PageTerminal terminal) {
    HandedFiles given = new HandedFiles((other, content) -> {});
    given.handIn(name, text.getBytes(StandardCharsets.UTF_8));
    terminal.load(name, given);
  }
}

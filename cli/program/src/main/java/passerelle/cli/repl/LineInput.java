package passerelle.cli.repl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import passerelle.cli.session.Session;
import passerelle.cli.terminal.Turns;
import passerelle.files.StateFile;

/** The lines that a person types at a prompt, which somebody else may interrupt. */
final class LineInput {
  /** What JLine gives colours in a list of completions. */
  private static final List<String> COLOURED =
      List.of(
          LineReader.COMPLETION_STYLE_STARTING,
          LineReader.COMPLETION_STYLE_DESCRIPTION,
          LineReader.COMPLETION_STYLE_GROUP,
          LineReader.COMPLETION_STYLE_BACKGROUND,
          LineReader.COMPLETION_STYLE_LIST_STARTING,
          LineReader.COMPLETION_STYLE_LIST_DESCRIPTION,
          LineReader.COMPLETION_STYLE_LIST_GROUP,
          LineReader.COMPLETION_STYLE_LIST_BACKGROUND);

  private static final String DETACH = "passerelle-detach";
  private static final String END = "passerelle-end";

  /** Docker's client holds a key that may begin those that detach until the next one comes. */
  private static final long HELD_MILLIS = 86_400_000;

  /** In milliseconds: keys that come later are a person's. */
  private static final long AT_HAND = 20;

  private static final int MOST_AHEAD = 50;

  private final LineReader reader;
  private final Reader asked;
  private Optional<Thread> reading = Optional.empty();
  private boolean interrupted;

  /** Whether Ctrl-C came after the last line was entered and before what it says has begun. */
  private final AtomicBoolean late = new AtomicBoolean();

  /** What was typed of a line so far, when it was interrupted. */
  private String begun = "";

  private Optional<String> detaching = Optional.empty();

  /** What the last of those keys did before, where it does something alone. */
  private Optional<Binding> displaced = Optional.empty();

  private boolean detached;

  /** How often in a row keys were typed ahead. */
  private int ahead;

  /** Somebody has interrupted the line: it goes on with the next one that is read. */
  static final class Interrupted extends Exception {}

  /** The keys were typed that leave the place and not end what runs there. */
  static final class Detached extends Exception {}

  /** The line editor. */
  private final class Editor extends LineReaderImpl {
    /** Whether a key has come, and not Ctrl-C. */
    private boolean answered;

    private Editor(Terminal terminal, Reader asked, Map<String, Object> variables) {
      super(terminal, "passerelle", variables);
      setHistory(new DefaultHistory());
      setParser(asked);
      setCompleter(asked);
      setHighlighter(asked);
      option(Option.DISABLE_EVENT_EXPANSION, true);
      option(Option.HISTORY_TIMESTAMPED, false);
      option(Option.INSERT_TAB, false);
      option(Option.KITTY_KEYBOARD, false);
      option(Option.ERASE_LINE_ON_FINISH, false);
    }

    /**
     * Told that it is not wanted, the editor would tell a terminal so that prints all it is told.
     */
    @Override
    public boolean isSet(Option option) {
      boolean unknown = option == Option.BRACKETED_PASTE && Tones.isDumb(terminal);
      return !unknown && super.isSet(option);
    }

    @Override
    public Binding readBinding(KeyMap<Binding> keys, KeyMap<Binding> local) {
      answered = false;
      Binding binding = super.readBinding(keys, local);
      answered = true;
      return binding;
    }

    /**
     * A line that Ctrl-C gives up ends in it, as the terminal of a shell echoes the key. One that
     * is left by the keys that detach is not ended: Docker's client writes on behind it.
     */
    @Override
    protected void doCleanup(boolean nl) {
      boolean givenUp = state == State.NORMAL && !answered || state == State.INTERRUPT;
      if (givenUp && !wasInterrupted()) {
        buf.cursor(buf.length());
        buf.write("^C");
      }
      super.doCleanup(nl && !detached);
    }
  }

  /** Lines that are kept for the next time in a file, if in one. */
  LineInput(Terminal terminal, Tones tones, Session session, Turns turns, Optional<Path> history) {
    asked = new Reader(session, tones, turns);
    Map<String, Object> variables = new HashMap<>();
    variables.put(LineReader.SECONDARY_PROMPT_PATTERN, "> ");
    variables.put(LineReader.HISTORY_SIZE, 2000);
    variables.put(LineReader.BELL_STYLE, "none");
    if (!tones.areShown()) {
      COLOURED.forEach(part -> variables.put(part, "fg:default"));
    }
    // In a home that cannot be written to, lines are remembered until the end of this run.
    history
        .filter(file -> new StateFile(file).isUsable())
        .ifPresent(f -> variables.put(LineReader.HISTORY_FILE, f));
    reader = new Editor(terminal, asked, variables);
    reader.getWidgets().put(DETACH, this::detach);
    reader.getWidgets().put(END, this::endOfInput);
    reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(END), KeyMap.ctrl('D'));
  }

  /** Ctrl-D in a line that is not empty, as in bash. */
  private boolean endOfInput() {
    Buffer typed = reader.getBuffer();
    if (typed.cursor() < typed.length()) {
      reader.callWidget(LineReader.DELETE_CHAR);
    } else if (asked.ends(typed.toString())) {
      reader.callWidget(LineReader.ACCEPT_LINE);
    }
    return true;
  }

  /**
   * Whether keys wait that were typed before what stands on the screen could be read, as those of a
   * paste; not for ever, since a terminal that has ended also has something to tell.
   */
  boolean isTypedAhead() {
    try {
      boolean more = reader.getTerminal().reader().peek(AT_HAND) != NonBlockingReader.READ_EXPIRED;
      ahead = more ? ahead + 1 : 0;
      return more && ahead < MOST_AHEAD;
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean detach() {
    detached = true;
    reader.getBuffer().clear();
    reader.callWidget(LineReader.ACCEPT_LINE);
    return true;
  }

  /** Those keys are heard at the prompts to come; none are where it is empty. */
  void detachAt(Optional<String> keys) {
    KeyMap<Binding> map = reader.getKeyMaps().get(LineReader.MAIN);
    detaching.ifPresent(
        before -> displaced.ifPresentOrElse(b -> map.bind(b, before), () -> map.unbind(before)));
    displaced = keys.map(map::getBound);
    // Alone, the first of them is for the place, as ever.
    keys.ifPresent(now -> map.bind(new Reference(DETACH), now));
    map.setAmbiguousTimeout(keys.isPresent() ? HELD_MILLIS : KeyMap.DEFAULT_AMBIGUOUS_TIMEOUT);
    detaching = keys;
  }

  /**
   * Reads a line.
   *
   * @throws UserInterruptException at Ctrl-C
   * @throws org.jline.reader.EndOfFileException at Ctrl-D in an empty line, and at the end
   */
  String read(String prompt) throws Interrupted, Detached {
    late.set(false);
    if (!begin()) {
      throw new Interrupted();
    }
    String typed = begun;
    begun = "";
    asked.begin();
    try {
      String line = reader.readLine(prompt.replace("%", "%%"), null, (Character) null, typed);
      if (detached) {
        detached = false;
        throw new Detached();
      }
      String whole = asked.whole(line, reader.getTerminal().writer()::println);
      reader.getTerminal().flush();
      return whole;
    } catch (UserInterruptException e) {
      if (wasInterrupted()) {
        begun = e.getPartialLine();
        throw new Interrupted();
      }
      throw e;
    } finally {
      end();
    }
  }

  private synchronized boolean begin() {
    if (interrupted) {
      interrupted = false;
      return false;
    }
    reading = Optional.of(Thread.currentThread());
    return true;
  }

  private synchronized boolean wasInterrupted() {
    return interrupted;
  }

  private synchronized void end() {
    reading = Optional.empty();
    // What came too late is for no other wait.
    if (Thread.interrupted() && !interrupted) {
      late.set(true);
    }
    interrupted = false;
  }

  /** Set by Ctrl-C that comes after Enter, too late for the line editor; not when one reads. */
  AtomicBoolean late() {
    return late;
  }

  /** Ends the line that is read, or the next one at once. Any thread may call this. */
  synchronized void interrupt() {
    interrupted = true;
    reading.ifPresent(Thread::interrupt);
  }

  /** Those keys are typed first. */
  void typeFirst(String keys) {
    reader.runMacro(keys);
  }

  /** Keeps the lines for the next time; that this fails harms nothing else. */
  void save() {
    try {
      reader.getHistory().save();
    } catch (IOException lost) {
      return;
    }
  }
}

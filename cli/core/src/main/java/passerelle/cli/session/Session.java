package passerelle.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.Printer;
import passerelle.cli.command.Words;
import passerelle.cli.lab.AttachedShell;
import passerelle.cli.lab.GivenUp;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Recipe;
import passerelle.cli.terminal.Desk;
import passerelle.cli.terminal.Person;
import passerelle.cli.terminal.Window;
import passerelle.files.MachineFiles;
import passerelle.scenarios.format.LoosePrompt;
import passerelle.scenarios.format.TypedBlock;
import passerelle.scenarios.format.Where;
import passerelle.sim.process.Sink;
import passerelle.sim.tty.Holder;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.TextLine;

/**
 * What a person does in a lab, line by line or in blocks that are pasted: keeps where one is, and
 * finds out of each command whether it is for a shell, for Passerelle, or leads elsewhere.
 */
public final class Session {
  /** A line of JSON, or a mark of what was left out, where a shell has a test or a group. */
  private static final Pattern JSON =
      Pattern.compile("[\\[{]\\s*(?:[\"{\\[}\\]](?!.* \\](?:\\s|;|$)).*)?|\\[[A-Z ]{3,}\\]");

  /** Where one is in a lab at first. */
  public static final Here FIRST = new Here.Machine(Whereabouts.HOST);

  /** {@code EX_SOFTWARE} of sysexits.h. */
  private static final int DEFECT = 70;

  private final LabCommands commands;
  private final Whereabouts whereabouts;
  private final PlaceShells shells;
  private final Vocabulary vocabulary = new Vocabulary(this);
  private final List<LineHandler> handlers = new ArrayList<>();
  private final Set<String> offered = new TreeSet<>();
  private final Person person;
  private final Dispatch dispatch;
  private Lab attended;
  private int status;
  private boolean ended;
  private Holder holder = Holder.SCRIPT;

  /**
   * Commands on a lab, which also save it and load another one, as sessions are.
   *
   * @param files where they write what a person wants to keep
   */
  public static LabCommands commands(Lab lab, Language language, MachineFiles files) {
    return new LabCommands(lab, language, files, TypedSession::of);
  }

  /** The session of who opened the lab, on its host. */
  public Session(LabCommands commands) {
    this(commands, Person.FIRST);
  }

  /** The session of a person, on the host of the lab. */
  public Session(LabCommands commands, Person person) {
    this.commands = commands;
    this.person = person;
    whereabouts = new Whereabouts(commands, person);
    shells = new PlaceShells(commands, whereabouts, this::status);
    dispatch = new Dispatch(this, shells);
    attended = lab();
    attended.setInteractive();
    whereabouts.attend("");
  }

  /** Whose it is. */
  public Person person() {
    return person;
  }

  /** Adds words that are understood at every prompt. */
  public void add(LineHandler handler) {
    handlers.add(handler);
  }

  public LabCommands commands() {
    return commands;
  }

  /** The lab as it is now; another one after {@code engine}, {@code reset} and {@code undo}. */
  public Lab lab() {
    return commands.lab();
  }

  /** What Passerelle says at the prompt, in the language chosen. */
  public Messages messages() {
    return Messages.of(commands.language(), "passerelle/cli/messages");
  }

  /** Where one is. */
  public Here here() {
    return whereabouts.here();
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Whoever reads its lines takes some that begin with that word. */
  public void offer(String word) {
    offered.add(word);
  }

  /** The words that the handlers take, and whoever reads its lines. */
  List<String> handledWords() {
    return Stream.concat(
            offered.stream(), handlers.stream().flatMap(handler -> handler.words().stream()))
        .toList();
  }

  /** Who takes lines that begin with a word. */
  Optional<LineHandler> handler(String word) {
    return handlers.stream().filter(handler -> handler.takes(word)).findFirst();
  }

  /** What may follow words that a handler takes; nothing for others. */
  List<String> afterHandled(List<String> words) {
    return handler(words.get(0)).map(handler -> handler.after(words, this)).orElse(List.of());
  }

  /** The prompt of the place one is at, with its blank. */
  public String prompt() {
    return whereabouts.prompt();
  }

  /** The window one looks at, where a lab has any. */
  public Optional<Window> window() {
    return whereabouts.walk().map(WindowWalk::current);
  }

  /** The exit status of the last line. */
  public int status() {
    return status;
  }

  /** {@code exit} was said on a machine. */
  public boolean isLeft() {
    return ended || shells.isLeft();
  }

  /** {@code exit} was not meant so. */
  public void stay() {
    ended = false;
    shells.stay();
  }

  /** Says who sits there, as from the beginning. */
  public void sitDown(Holder who) {
    holder = who;
    lab().sitDown(person, who);
  }

  /** Whether something runs where one is, and no shell asks: one has come back to it. */
  public boolean isBusy() {
    catchUp();
    return Detaching.shell(this)
        .map(AttachedShell::isBusy)
        .orElse(!(here() instanceof Here.Lab) && window().filter(w -> !w.isAtRest()).isPresent());
  }

  /** Waits for what runs where one is. */
  public void watch(Sink screen) {
    if (window().isPresent()) {
      window().get().show(screen::write);
      window().get().await();
      status = window().get().status();
    } else if (here() instanceof Here.Inside inside) {
      status = shells.watch(inside, screen);
    }
    settle();
  }

  /** Whether more lines must follow before what is typed or pasted can be run. */
  public boolean isIncomplete(String text) {
    return TypedBlock.isUnfinished(text.lines().toList(), new HereShell(this));
  }

  /** The same of one command, whose lines come one by one. */
  public boolean isUnfinished(String command) {
    Optional<LoosePrompt> prompt =
        LoosePrompt.of(command.lines().findFirst().orElse(""))
            .filter(p -> !(p.where() instanceof Where.Root));
    int start = prompt.map(p -> command.indexOf(p.rest())).orElse(0);
    return new HereShell(this).isUnfinished(command.substring(start));
  }

  /**
   * Whether a line without a prompt, among lines with prompts that come one by one, is rather what
   * one of those has printed: nothing that it could begin with is known where one is. A place's
   * name alone is a heading, or an answer.
   */
  public boolean isPrinted(String line) {
    String word = TypedBlock.firstWord(line);
    return dispatch.isPlace(line.strip())
        || JSON.matcher(line.strip()).matches()
        || !word.matches("(?:\\.{0,2}/|[A-Za-z_]\\w*=|[(\\[{!:]).*|\\.")
            && !new HereShell(this).isCommand(word)
            && handlers.stream().noneMatch(handler -> handler.takes(word));
  }

  /** Whether leaving the place leaves the lab, and not only for another place. */
  public boolean isOutermost() {
    return !(here() instanceof Here.Lab)
        && window().map(Window::isOutermost).orElseGet(() -> !(here() instanceof Here.Inside));
  }

  /** Ctrl-C at the prompt: the line is given up, and the shell's {@code $?} says so. */
  public void interruptLine() {
    if (!(here() instanceof Here.Lab)) {
      window().ifPresent(Window::interruptLine);
      window().ifPresent(Window::await);
      lab().keyboard(person).giveUpLine();
    }
  }

  /** The keys that leave a container's shell where one is, which goes on there; empty elsewhere. */
  public Optional<String> detachKeys() {
    return Detaching.keys(this);
  }

  /** Those keys were typed. */
  public void detach(Sink screen) {
    if (window().isPresent()) {
      status = shells.keys(window().get(), detachKeys().orElse(""), screen);
      settle();
    } else {
      Detaching.shell(this).ifPresent(shell -> status = shell.leave(screen));
      settle();
    }
  }

  /** End of input: leaves the place, and in the end the lab. */
  public void endOfInput(Sink screen) {
    Optional<Window> window = window().filter(w -> !(here() instanceof Here.Lab));
    if (window.filter(w -> !w.isOutermost()).isPresent()) {
      status = shells.endOfInput(window.get(), screen);
      settle();
    } else if (window.isEmpty() && here() instanceof Here.Inside) {
      run("exit", screen);
    } else {
      ended = true;
    }
  }

  /**
   * Does what a line says, or all the commands of a block, each of which is then shown behind its
   * prompt.
   *
   * @param screen takes what is printed
   * @return the exit status
   */
  public int run(String text, Sink screen) {
    List<TypedBlock.Typed> block = block(text);
    if (block.isEmpty()) {
      LoosePrompt.of(text.strip())
          .filter(prompt -> prompt.rest().isEmpty())
          .ifPresent(prompt -> run(prompt.where(), "", screen));
    }
    for (TypedBlock.Typed typed : block) {
      Where where = typed.where().orElse(new Where.Here());
      if (block.size() > 1 && !isLeft()) {
        print((prompt(where) + typed.command()).replace("\n", "\n> "), screen);
      }
      if (!isLeft()) {
        run(where, typed.command(), screen);
      }
    }
    return status;
  }

  /** The commands of what is typed or pasted. */
  public List<TypedBlock.Typed> block(String text) {
    return TypedBlock.of(text.strip().lines().toList(), new HereShell(this));
  }

  /** The prompt behind which a command that has one of its own is shown. */
  public String prompt(Where where) {
    return where instanceof Where.Named named ? named.place().prompt() : prompt();
  }

  /**
   * Does what a command says.
   *
   * @param where what its prompt says
   * @param command nothing to go there only
   * @return the exit status
   */
  public int run(Where where, String command, Sink screen) {
    catchUp();
    Lab before = lab();
    try {
      status = dispatch.at(where, command.strip(), screen);
      settle();
    } catch (GivenUp heard) {
      throw heard;
    } catch (RuntimeException | Error bug) {
      // What others have put another lab in the place of has not failed.
      if (!catchUp() || lab() == before) {
        print(messages().get("bug", bug), screen);
        status = DEFECT;
      }
    } finally {
      lab().forgetInterrupt(); // Ctrl-C that came too late is for no other command.
    }
    return status;
  }

  private void settle() {
    catchUp();
    whereabouts.settle();
  }

  /** Prints a line of Passerelle's own. */
  public static void print(String text, Sink screen) {
    try (Printer out = new Printer(screen)) {
      out.line(text);
    }
  }

  /** Prints a line of Passerelle's own. */
  public static void print(TextLine line, Sink screen) {
    try (Printer out = new Printer(screen)) {
      out.line(line);
    }
  }

  /**
   * Puts the lab that a transcript makes in the place of this one.
   *
   * @param files how the transcript is reached
   * @return the exit status
   */
  public int load(String file, MachineFiles files, Sink screen) {
    status = commands.run("load " + Words.join(List.of(file)), screen, files);
    if (lab() != attended) {
      follow(commands.returnsTo());
    }
    return status;
  }

  /**
   * Puts the lab that a recipe makes in the place of this one.
   *
   * @param line the command that does it
   * @return the exit status
   */
  public int put(Recipe recipe, String line, Sink screen) {
    status = commands.put(recipe, line, screen);
    catchUp();
    return status;
  }

  /**
   * Another lab has come: one's terminal is one in that.
   *
   * @param prompt one is at the shell that had it, if that is there; empty for where one was
   */
  void follow(String prompt) {
    Lab before = attended;
    attended = lab();
    attended.setInteractive();
    Optional<Desk.Seat> seat = before.windows().map(then -> then.desk(person).seat());
    seat.ifPresentOrElse(
        s -> attended.windows().ifPresent(now -> now.desk(person).sit(s)),
        () -> attended.sitDown(person, holder));
    whereabouts.startAgain(prompt);
  }

  /** Follows where others have put another lab in the place of this one; whether they have. */
  public boolean catchUp() {
    boolean other = lab() != attended;
    if (other) {
      follow("");
    }
    return other;
  }
}

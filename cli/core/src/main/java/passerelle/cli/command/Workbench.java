package passerelle.cli.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.GivenUp;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Recipe;
import passerelle.cli.lab.Sites;
import passerelle.cli.player.PlayedTrace;
import passerelle.cli.terminal.Turns;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Language;
import passerelle.text.Messages;

/**
 * What the lab commands work on: the lab, the language, the files of the machine, and the capture
 * that is going on.
 */
final class Workbench {
  /** The bundle of this module's texts. */
  static final String BUNDLE = "passerelle/cli/messages";

  /** So many labs can be had back that were replaced. */
  private static final int MOST_EARLIER = 50;

  private volatile Lab lab;
  private Messages messages;
  private MachineFiles files;
  private Optional<Recording> recording = Optional.empty();
  private final Deque<Replaced> earlier = new ArrayDeque<>();
  private String returnsTo = "";
  private int loaded;
  private Optional<Turns> turns = Optional.empty();
  private Supplier<Optional<PlayedTrace>> played = Optional::empty;
  private final DrivenLab.Opener opener;
  private Runnable replaced = () -> {};

  Workbench(Lab lab, Language language, MachineFiles files, DrivenLab.Opener opener) {
    this.lab = lab;
    this.opener = opener;
    this.files = files;
    lab.speak(language);
    messages = Messages.of(language, BUNDLE);
  }

  Lab lab() {
    return lab;
  }

  /** Opens the labs in which transcripts are done that are saved or loaded. */
  DrivenLab.Opener opener() {
    return opener;
  }

  /**
   * Several people take turns in the lab.
   *
   * @param told when another one takes its place
   */
  void share(Turns theirs, Runnable told) {
    turns = Optional.of(theirs);
    replaced = told;
    lab.share(theirs);
  }

  /** Something that is done in other labs. */
  interface Elsewhere<T> {
    /** Does it; the answer is what came of it. */
    T done() throws LabException, CommandException;
  }

  /**
   * Does something in other labs that may take long and does not touch this one: on the simulated
   * kernel others go on here meanwhile.
   */
  <T> T aside(Elsewhere<T> deed) throws CommandException {
    Errand<T> errand = new Errand<>(lab, deed);
    turns.filter(shared -> lab.isSimulated()).orElseGet(Turns::new).aside(errand);
    return errand.answer();
  }

  /** Such a thing, and what came of it. */
  private static final class Errand<T> implements Runnable {
    private final Lab lab;
    private final Elsewhere<T> deed;
    private Optional<T> answer = Optional.empty();
    private Optional<CommandException> failure = Optional.empty();

    private Errand(Lab lab, Elsewhere<T> deed) {
      this.lab = lab;
      this.deed = deed;
    }

    @Override
    public void run() {
      lab.asideBegins();
      try {
        answer = Optional.of(deed.done());
        lab.unlessGivenUp();
      } catch (GivenUp heard) {
        failure = Optional.of(new CommandException(heard));
      } catch (LabException refused) {
        failure = Optional.of(new CommandException(refused));
      } catch (CommandException wrong) {
        failure = Optional.of(wrong);
      } finally {
        lab.asideEnds();
      }
    }

    private T answer() throws CommandException {
      if (failure.isPresent()) {
        throw failure.get();
      }
      return answer.orElseThrow();
    }
  }

  /** The machines and containers by the names that people use. */
  Sites sites() {
    return new Sites(lab);
  }

  /**
   * Makes another lab in the place of this one, which ends with its capture.
   *
   * @param next how it is made; the way back is {@code undo}
   * @param line the command that does it
   */
  void replace(Recipe next, String line) throws CommandException {
    Replaced before = new Replaced(lab.recipe(), line, loaded);
    rebuild(next);
    loaded = next.deeds().size();
    if (before.recipe().hasChanges() || !before.recipe().settings().equals(next.settings())) {
      remember(before);
    }
  }

  /**
   * Puts another lab in the place of this one; what was done in it is one with the command.
   *
   * @param captured its capture
   */
  void adopt(Lab other, Optional<Recording> captured, String line) {
    Replaced before = new Replaced(lab.recipe(), line, loaded);
    other.waitLike(lab);
    put(other);
    recording = captured;
    loaded = other.history().size();
    remember(before);
  }

  private void remember(Replaced before) {
    returnsTo = "";
    earlier.addLast(before);
    if (earlier.size() > MOST_EARLIER) {
      earlier.removeFirst();
    }
  }

  private void rebuild(Recipe recipe) throws CommandException {
    try {
      put(lab.another(recipe));
    } catch (LabException refused) {
      throw new CommandException(refused);
    }
  }

  /**
   * Makes the lab anew as it was at an earlier time. Others go on meanwhile; what they have done is
   * then done in the other lab, too.
   */
  void goBack(Recipe recipe) throws CommandException {
    Lab before = lab;
    List<Deed> known = before.history();
    Lab other = aside(() -> before.another(recipe));
    if (lab != before) {
      other.close();
      throw error("undo.overtaken");
    }
    List<Deed> gone = new ArrayList<>(before.history());
    gone.removeIf(deed -> recipe.deeds().stream().anyMatch(deed::isSame));
    for (Deed deed : gone) {
      if (goesOnBeside(deed) || known.stream().noneMatch(deed::isSame)) {
        deed.redo(other);
      } else if (gone.stream().anyMatch(Workbench::goesOnBeside)) {
        // The windows that were opened for it stay.
        deed.course().prepare().accept(other);
      }
    }
    put(other);
  }

  /** Whether somebody still does it who has changed nothing that could be taken back. */
  private static boolean goesOnBeside(Deed deed) {
    return !deed.course().ended() && !deed.effect().changes();
  }

  private void put(Lab other) {
    stopRecording();
    Lab old = lab;
    turns.ifPresent(other::share);
    other.speak(language());
    lab = other;
    played = Optional::empty;
    old.close();
    replaced.run();
  }

  /** What was done so far came with the lab: it is not taken back one by one. */
  void keep() {
    loaded = lab.history().size();
  }

  /** One was at that prompt before what was taken back; empty for no place in particular. */
  void backTo(String prompt) {
    returnsTo = prompt;
  }

  String returnsTo() {
    return returnsTo;
  }

  /** The labs that this one came in the place of, the latest last. */
  Deque<Replaced> earlier() {
    return earlier;
  }

  /**
   * A lab in whose place another came.
   *
   * @param recipe how it came to be what it was
   * @param line the command that replaced it
   * @param loaded how many of its deeds it had come with
   */
  record Replaced(Recipe recipe, String line, int loaded) {}

  /** How many of the lab's deeds it came with: they are not taken back one by one. */
  int loaded() {
    return loaded;
  }

  /** The labs that are left to be had back, and with how many deeds the present one came. */
  void takeBack(Deque<Replaced> left, int deeds) {
    earlier.clear();
    earlier.addAll(left);
    loaded = deeds;
  }

  Language language() {
    return messages.language();
  }

  void speak(Language language) {
    lab.speak(language);
    messages = Messages.of(language, BUNDLE);
  }

  String text(String key, Object... args) {
    return messages.get(key, args);
  }

  /** An error in the user's language. */
  CommandException error(String key, Object... args) {
    return new CommandException(text(key, args));
  }

  /** An error about a file of the machine's. */
  CommandException error(FileRefusal refusal) {
    return new CommandException(refusal.describe(language()));
  }

  /** The files of the machine, as far as whoever gave the command may reach them. */
  MachineFiles files() {
    return files;
  }

  /** Other files can be reached from now on. */
  void reach(MachineFiles others) {
    files = others;
  }

  /** Packets can be played from now on; they are asked for when they are. */
  void offer(Supplier<Optional<PlayedTrace>> packets) {
    played = packets;
  }

  Optional<PlayedTrace> played() {
    return played.get();
  }

  /** The capture, going on or stopped. */
  Optional<Recording> recording() {
    return recording;
  }

  void record(Recording next) {
    stopRecording();
    recording = Optional.of(next);
  }

  private void stopRecording() {
    recording.ifPresent(Recording::stop);
    recording = Optional.empty();
  }
}

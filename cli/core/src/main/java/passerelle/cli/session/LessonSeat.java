package passerelle.cli.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import passerelle.cli.command.LabCommands;
import passerelle.cli.expect.Expect;
import passerelle.cli.expect.ExpectException;
import passerelle.cli.expect.Scene;
import passerelle.cli.lab.Lab;
import passerelle.cli.player.PlayedTrace;
import passerelle.files.MachineFiles;
import passerelle.image.ImageCatalogue;
import passerelle.lab.LabTopology;
import passerelle.lessons.Decision;
import passerelle.lessons.LessonLab;
import passerelle.lessons.Question;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Terminal;
import passerelle.text.Messages;
import passerelle.text.ShellWords;

/**
 * The lab of whoever takes a lesson, as the lesson sees it. Nothing that is asked changes it: what
 * has to be tried is tried in copies, which are closed with this. The real kernel has no copies.
 */
public final class LessonSeat implements LessonLab, AutoCloseable {
  private static final int COLUMNS = 80;
  private static final String EXPECT = "expect ";
  private static final int UNREADABLE = 2;
  private static final Sink NOWHERE = bytes -> true;

  private final LabCommands commands;
  private final MachineFiles files;
  private final Messages messages;
  private final Scene scene;
  private Optional<Lab> asked = Optional.empty();
  private Optional<First> first = Optional.empty();

  /**
   * The lab as it is now.
   *
   * @param files where the commands that stand in a lesson write
   */
  public LessonSeat(LabCommands commands, MachineFiles files) {
    this(commands, files, 0);
  }

  /**
   * The same in a step.
   *
   * @param begun how many deeds have led to its beginning
   */
  LessonSeat(LabCommands commands, MachineFiles files, int begun) {
    this(commands, files, messages -> new Scene(commands.lab(), messages, begun));
  }

  private LessonSeat(LabCommands commands, MachineFiles files, Function<Messages, Scene> scene) {
    this.commands = commands;
    this.files = files;
    messages = Messages.of(commands.language(), "passerelle/cli/messages");
    this.scene = scene.apply(messages);
  }

  /** A lab that need not stay as it is: what has to be tried is tried in itself. */
  public static LessonSeat inPlace(LabCommands commands, MachineFiles files) {
    return new LessonSeat(
        commands, files, messages -> Scene.ofDisposable(commands.lab(), messages));
  }

  /** Words that mean something else than a student's container or network. */
  public static boolean isTaken(String word) {
    return LabTopology.MACHINES.contains(word)
        || ImageCatalogue.builtIn(LabRequest.DEFAULT_IMAGES).find(word).isPresent();
  }

  @Override
  public Output ask(Place place, String command) {
    if (place instanceof Place.Lab && command.startsWith(EXPECT)) {
      return expect(command.substring(EXPECT.length()));
    }
    if (place instanceof Place.Host host && !commands.lab().machines().contains(host.name())) {
      return new Output(messages.get("repl.place", host.name()) + "\n", UNREADABLE);
    }
    Optional<First> before =
        first.filter(f -> f.place().equals(place) && f.command().equals(command));
    if (before.isPresent()) {
      return before.get().output();
    }
    Lab lab = asked();
    int deeds = lab.history().size();
    Output output = run(lab, place, command);
    if (lab == commands.lab()) {
      lab.forgetSince(deeds);
    }
    return output;
  }

  private Output expect(String expectation) {
    Optional<List<String>> words = ShellWords.parse(expectation.replace("\\\n", ""));
    try {
      Optional<String> otherwise = Expect.otherwise(words.orElse(List.of()), scene, messages);
      return new Output(otherwise.orElse(""), otherwise.isPresent() ? 1 : 0);
    } catch (ExpectException unreadable) {
      return new Output(unreadable.getMessage(), UNREADABLE);
    }
  }

  /** Whoever looks at the lab from beside can play the packets up to where the question is. */
  @Override
  public Optional<Decision> decision(Part.Step way, String which) {
    Lab lab = asked();
    int deeds = lab.history().size();
    LabCommands there = Session.commands(lab, commands.language(), files);
    Output told = run(there, way.command());
    if (lab == commands.lab()) {
      lab.forgetSince(deeds);
    }
    first = Optional.of(new First(way.place(), way.command(), told));
    Optional<PlayedTrace> trace = there.playing().flatMap(packets -> packets.asking(which));
    trace.ifPresent(commands::offer);
    return trace.map(packets -> decision(packets, packets.asked().orElseThrow()));
  }

  private static Decision decision(PlayedTrace trace, PlayedTrace.Decision at) {
    PlayedTrace.Stop stop = trace.packets().get(at.packet()).stops().get(at.stop());
    PlayedTrace.Question asked = stop.question().orElseThrow();
    return new Decision(
        new Question(asked.text(), asked.answers()), asked.right(), stop.sentence());
  }

  /** Expectations have tried things in theirs; what is asked is asked in one that saw none. */
  private Lab asked() {
    Lab lab = commands.lab();
    if (!lab.isSimulated()) {
      return lab;
    }
    if (asked.isEmpty()) {
      try {
        asked = Optional.of(lab.another(lab.recipe().unwatched()));
      } catch (LabException impossible) {
        throw new IllegalStateException(impossible.getMessage(), impossible);
      }
    }
    return asked.get();
  }

  private Output run(Lab lab, Place place, String command) {
    if (place instanceof Place.Host host) {
      return output(terminal -> lab.run(host.name(), command, terminal));
    }
    return place instanceof Place.Container container
        ? output(terminal -> lab.runIn(container.name(), command, terminal))
        : told(Session.commands(lab, commands.language(), files), command);
  }

  /** Whoever looks at the lab from beside can play the packets that were told of. */
  private Output told(LabCommands there, String command) {
    Output output = run(there, command);
    there.playing().ifPresent(commands::offer);
    return output;
  }

  private static Output run(LabCommands there, String command) {
    return output(terminal -> there.run(command, terminal));
  }

  private static Output output(ToIntFunction<Terminal> deed) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    int status = deed.applyAsInt(new Terminal(COLUMNS, screen::writeBytes));
    return new Output(screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"), status);
  }

  /**
   * Asks before anything is tried, so that one copy is enough for both: whoever marks many sessions
   * saves half of the time. The answer is that of the next {@link #ask} by the same command. Where
   * the command has changed something that lasts, what is tried then is tried in another copy.
   *
   * @param harmless whether it is known to change nothing that lasts, so that nobody need look
   * @return false where there is no other copy: the lab itself is no longer what it was
   */
  public boolean askFirst(Place place, String command, boolean harmless) {
    if (!commands.lab().isSimulated() || asked.isPresent()) {
      return true;
    }
    Lab trial = scene.trial();
    Predicate<Lab> alike = harmless ? lab -> true : trial.likeness();
    asked = Optional.of(trial);
    first = Optional.of(new First(place, command, ask(place, command)));
    asked = Optional.empty();
    if (alike.test(trial)) {
      return true;
    }
    scene.forgetTrial();
    return trial != commands.lab();
  }

  private record First(Place place, String command, Output output) {}

  @Override
  public void prepare(Place place, String command) {
    if (place instanceof Place.Lab) {
      commands.run(command, NOWHERE, files);
    } else if (place instanceof Place.Host host) {
      commands.lab().run(host.name(), command, NOWHERE);
    } else {
      commands.lab().runIn(((Place.Container) place).name(), command, NOWHERE);
    }
    commands.lab().settle();
  }

  @Override
  public void close() {
    asked.ifPresent(Lab::close);
    scene.close();
  }
}

package passerelle.cli.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.Words;
import passerelle.cli.expect.Expect;
import passerelle.cli.expect.ExpectException;
import passerelle.cli.expect.Scene;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Recipe;
import passerelle.files.MachineFiles;
import passerelle.lessons.LessonLab;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Terminal;

/**
 * The lab of whoever takes a lesson, as the lesson sees it. Nothing that is asked changes it: what
 * has to be tried is tried in copies, which are closed with this. The real kernel has no copies.
 */
final class LessonSeat implements LessonLab, AutoCloseable {
  private static final int COLUMNS = 80;
  private static final String EXPECT = "expect ";
  private static final int UNREADABLE = 2;
  private static final Sink NOWHERE = bytes -> true;

  private final Session session;
  private final MachineFiles files;
  private final Scene scene;
  private Optional<Lab> asked = Optional.empty();

  /**
   * The lab as it is now.
   *
   * @param files where the commands that stand in a lesson write
   */
  LessonSeat(Session session, MachineFiles files) {
    this.session = session;
    this.files = files;
    scene = new Scene(session.lab(), session.messages());
  }

  @Override
  public Output ask(Place place, String command) {
    if (place instanceof Place.Lab && command.startsWith(EXPECT)) {
      return expect(command.substring(EXPECT.length()));
    }
    if (place instanceof Place.Host host && !session.lab().machines().contains(host.name())) {
      return new Output(session.messages().get("repl.place", host.name()) + "\n", UNREADABLE);
    }
    Lab lab = asked();
    int deeds = lab.history().size();
    Output output = run(lab, place, command);
    if (lab == session.lab()) {
      lab.forgetSince(deeds);
    }
    return output;
  }

  private Output expect(String expectation) {
    Optional<List<String>> words = Words.split(expectation.replace("\\\n", ""));
    try {
      Optional<String> otherwise =
          Expect.otherwise(words.orElse(List.of()), scene, session.messages());
      return new Output(otherwise.orElse(""), otherwise.isPresent() ? 1 : 0);
    } catch (ExpectException unreadable) {
      return new Output(unreadable.getMessage(), UNREADABLE);
    }
  }

  /** Expectations have tried things in theirs; what is asked is asked in one that saw none. */
  private Lab asked() {
    Lab lab = session.lab();
    if (!lab.isSimulated()) {
      return lab;
    }
    if (asked.isEmpty()) {
      try {
        asked = Optional.of(lab.another(lab.recipe()));
      } catch (LabException impossible) {
        throw new IllegalStateException(impossible.getMessage(), impossible);
      }
    }
    return asked.get();
  }

  private Output run(Lab lab, Place place, String command) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(COLUMNS, screen::writeBytes);
    int status;
    if (place instanceof Place.Host host) {
      status = lab.run(host.name(), command, terminal);
    } else if (place instanceof Place.Container container) {
      status = lab.runIn(container.name(), command, terminal);
    } else {
      LabCommands commands = new LabCommands(lab, session.commands().language(), files);
      status = commands.run(command, terminal);
    }
    return new Output(screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"), status);
  }

  @Override
  public void prepare(Place place, String command) {
    if (place instanceof Place.Lab) {
      session.commands().run(command, NOWHERE, files);
      session.catchUp();
    } else if (place instanceof Place.Host host) {
      session.lab().run(host.name(), command, NOWHERE);
    } else {
      session.lab().runIn(((Place.Container) place).name(), command, NOWHERE);
    }
    session.lab().settle();
  }

  /** The lab as it is, and where what was done so far is not taken back one by one. */
  Recipe keep() {
    session.commands().keep();
    return session.lab().recipe();
  }

  @Override
  public void close() {
    scene.close();
    asked.ifPresent(Lab::close);
  }
}

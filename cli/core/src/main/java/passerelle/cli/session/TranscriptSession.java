package passerelle.cli.session;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.DrivenLab;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.Recording;
import passerelle.cli.lab.JobLine;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.NetnsLabels;
import passerelle.cli.lab.Pauses;
import passerelle.cli.lab.Screen;
import passerelle.kernel.Kernel;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.sim.process.Terminal;
import passerelle.text.Messages;

/** A lab driven by a transcript, with the pauses that a person makes. */
public final class TranscriptSession implements DrivenLab {
  private static final int COLUMNS = 80;
  private static final Pattern FIRST_WORD = Pattern.compile("\\s*(\\S*)");

  private final LabCommands commands;

  /**
   * A transcript's way into a lab.
   *
   * @param request says in which language and where to its commands write
   */
  public TranscriptSession(Lab lab, LabRequest request) {
    commands = Session.commands(lab, request.language(), request.outputs().fresh());
    lab.setScripted();
  }

  @Override
  public Lab lab() {
    return commands.lab();
  }

  @Override
  public Optional<Recording> recording() {
    return commands.recording();
  }

  /** A script sits at no window. */
  @Override
  public boolean leadsTo(int window, String prompt) {
    return false;
  }

  @Override
  public Output run(Place place, String commandLine) throws LabException {
    Screen screen = new Screen(lab()::interrupt);
    lab().forgetInterrupt();
    int status = run(place, commandLine, new Terminal(COLUMNS, screen));
    lab().settle();
    return new Output(screen.text(), status);
  }

  private int run(Place place, String line, Terminal terminal) throws LabException {
    if (place instanceof Place.Lab) {
      Lab before = lab();
      int status = commands.run(line.replace("\\\n", ""), terminal);
      if (lab() != before) {
        lab().setScripted();
      }
      return status;
    }
    String name = place instanceof Place.Host host ? machine(host) : container(place);
    Matcher word = FIRST_WORD.matcher(line);
    Pauses.before(word.lookingAt() ? word.group(1) : "", lab());
    OptionalInt job = JobLine.kills(line);
    if (job.isPresent()) {
      lab().killJob(name, job.getAsInt());
      return 0;
    }
    if (!JobLine.starts(line)) {
      return run(place, name, line, terminal);
    }
    Pauses.beforeJob(lab());
    int status = startJob(place, name, line, terminal);
    Pauses.afterJob(lab());
    return status;
  }

  private int run(Place place, String name, String line, Terminal terminal) {
    return place instanceof Place.Host
        ? lab().run(name, line, terminal)
        : lab().runIn(name, line, terminal);
  }

  private int startJob(Place place, String name, String line, Terminal terminal) {
    if (place instanceof Place.Host || !lab().isRunning(name)) {
      return run(place, name, line, terminal);
    }
    lab().startIn(name, line);
    return 0;
  }

  private String machine(Place.Host host) throws LabException {
    if (!lab().machines().contains(host.name())) {
      Messages messages = Messages.of(commands.language(), "passerelle/cli/messages");
      throw new LabException(messages.get("repl.place", host.name()));
    }
    return host.name();
  }

  private static String container(Place place) {
    return ((Place.Container) place).name();
  }

  @Override
  public void interrupt() {
    lab().interrupt();
  }

  @Override
  public Kernel kernel() {
    return lab().kernel();
  }

  @Override
  public Map<String, String> netnsLabels() {
    return NetnsLabels.of(lab());
  }

  @Override
  public void close() {
    lab().close();
  }
}

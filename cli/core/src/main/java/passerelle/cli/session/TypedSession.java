package passerelle.cli.session;

import java.util.Map;
import java.util.Optional;
import passerelle.cli.command.DrivenLab;
import passerelle.cli.command.LabCommands;
import passerelle.cli.command.Recording;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.NetnsLabels;
import passerelle.cli.lab.Screen;
import passerelle.cli.terminal.Window;
import passerelle.kernel.Kernel;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.format.Typing;
import passerelle.scenarios.format.Where;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Terminal;
import passerelle.sim.tty.Holder;

/**
 * A lab driven by a transcript of what was typed at a terminal: each command is done as a person
 * would have it done who types it behind its prompt.
 */
public final class TypedSession implements DrivenLab {
  private static final int COLUMNS = 80;

  /** An hour of the lab, as for lines from a pipe. */
  private static final long PATIENCE = 3600 * EventLoop.SECOND;

  private final Session session;

  /**
   * A transcript's way into a lab.
   *
   * @param request says in which language, where to its commands write, and who types
   */
  public TypedSession(Lab lab, LabRequest request) {
    lab.setPatience(PATIENCE);
    session = new Session(Session.commands(lab, request.language(), request.outputs().fresh()));
    Holder holder = request.typing() == Typing.KEYS ? Holder.LINES : Holder.SCRIPT;
    lab.windows().ifPresent(windows -> windows.setHolder(holder));
  }

  /** What a transcript asks for: its commands done as at a terminal, or as a script. */
  public static DrivenLab of(Lab lab, LabRequest request) {
    return request.typing() == Typing.SCRIPT
        ? new TranscriptSession(lab, request)
        : new TypedSession(lab, request);
  }

  @Override
  public Output run(Place place, String commandLine) throws LabException {
    Screen screen = new Screen(session.lab()::interrupt);
    Terminal terminal = new Terminal(COLUMNS, screen);
    Optional<Window> window = session.whereabouts().asksAt(place.prompt());
    if (window.isPresent()) {
      session.whereabouts().show(window.get());
      session.run(new Where.Here(), commandLine, terminal);
    } else {
      if (place instanceof Place.Host host && !session.lab().machines().contains(host.name())) {
        throw new LabException(session.messages().get("repl.place", host.name()));
      }
      session.run(new Where.Named(place), commandLine, terminal);
    }
    return new Output(screen.text(), session.status());
  }

  @Override
  public boolean leadsTo(int window, String prompt) {
    return session
        .whereabouts()
        .asksAt(prompt)
        .filter(found -> found.number() == window)
        .isPresent();
  }

  @Override
  public Lab lab() {
    return session.lab();
  }

  @Override
  public Optional<Recording> recording() {
    return session.commands().recording();
  }

  /** The lab commands that are understood in it. */
  public LabCommands commands() {
    return session.commands();
  }

  @Override
  public void interrupt() {
    session.lab().interrupt();
  }

  @Override
  public Kernel kernel() {
    return session.lab().kernel();
  }

  @Override
  public Map<String, String> netnsLabels() {
    return NetnsLabels.of(session.lab());
  }

  @Override
  public void close() {
    session.lab().close();
  }
}

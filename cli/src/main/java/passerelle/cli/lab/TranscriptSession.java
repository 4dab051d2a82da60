package passerelle.cli.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.LabCommands;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabSession;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Capture;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Terminal;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;

/**
 * A lab driven by a transcript, with the pauses that a person makes: a moment between commands,
 * long enough before a {@code kill} for a capture to be complete, and long enough before a {@code
 * traceroute} for the ICMP rate limit of the routers to recover.
 */
final class TranscriptSession implements LabSession {
  private static final int COLUMNS = 80;
  private static final long BETWEEN_COMMANDS = 50 * EventLoop.MILLISECOND;

  /** A person presses Ctrl-C when a command runs that long. */
  private static final long PATIENCE = 600 * EventLoop.SECOND;

  private static final long BEFORE_KILL = 1500 * EventLoop.MILLISECOND;
  private static final long BEFORE_TRACEROUTE = 6 * EventLoop.SECOND;
  private static final Pattern KILL = Pattern.compile("\\s*kill\\s+%(\\d+)\\s*");

  /** Shells in containers for background jobs, by the containers' ids. */
  private final Map<String, ShellSession> jobShells = new LinkedHashMap<>();

  private final LabCommands commands;

  TranscriptSession(SimLab lab) {
    commands = new LabCommands(lab);
  }

  /** A lab command may have put another lab in the first one's place. */
  private SimLab lab() {
    return commands.lab();
  }

  @Override
  public Output run(Place place, String commandLine) throws LabException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(COLUMNS, screen::writeBytes);
    lab().kernel().scheduler().setPatience(PATIENCE);
    int status = run(place, commandLine, terminal);
    lab().kernel().scheduler().advance(BETWEEN_COMMANDS);
    String text = screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    return new Output(text, status);
  }

  private int run(Place place, String line, Terminal terminal) throws LabException {
    if (place instanceof Place.Lab) {
      return commands.run(line.replace("\\\n", ""), terminal);
    }
    Matcher kill = KILL.matcher(line);
    if (kill.matches()) {
      return kill(place, Integer.parseInt(kill.group(1)));
    }
    if (line.strip().startsWith("traceroute")) {
      lab().kernel().scheduler().advance(BEFORE_TRACEROUTE);
    }
    if (place instanceof Place.Host host) {
      shell(host);
      return lab().run(host.name(), line, terminal);
    }
    return runIn(((Place.Container) place).name(), line, terminal);
  }

  private ShellSession shell(Place.Host host) throws LabException {
    if (!lab().machines().contains(host.name())) {
      String known = String.join(", ", lab().machines());
      throw new LabException("no machine " + host.name() + " in this lab; it has " + known);
    }
    ShellSession shell = lab().shell(host.name());
    shell.jobs().setOutput(new Capture());
    return shell;
  }

  /** By {@code docker exec}; but a job belongs to a shell in the container that stays. */
  private int runIn(String container, String line, Terminal terminal) {
    String command = line.strip();
    if (command.endsWith("&") && !command.endsWith("&&")) {
      Optional<ShellSession> shell = jobShell(container);
      if (shell.isPresent()) {
        return shell.get().run(line, terminal);
      }
    }
    List<String> argv = List.of("docker", "exec", "-t", container, "sh", "-c", line);
    // The docker command itself writes to no terminal, so it gives the container's no size.
    Sink plain = terminal::write;
    return lab().runProgram(LabTopology.HOST, argv, plain);
  }

  /** Empty when there is no such container, or it does not run. */
  private Optional<ShellSession> jobShell(String name) {
    Container container = lab().engine().containersByName().get(name);
    if (container == null || !container.isRunning()) {
      return Optional.empty();
    }
    return Optional.of(
        jobShells.computeIfAbsent(
            container.id(),
            id -> {
              boolean busybox = container.image().toolset().equals("busybox");
              ShellSession shell =
                  new ShellSession(
                      lab().kernel().spaces().session(id, "sh"),
                      busybox ? Dialect.ASH : Dialect.BASH);
              shell.jobs().setOutput(new Capture());
              return shell;
            }));
  }

  private int kill(Place place, int number) throws LabException {
    lab().kernel().scheduler().advance(BEFORE_KILL);
    Optional<ShellSession> shell =
        place instanceof Place.Host host
            ? Optional.of(shell(host))
            : jobShell(((Place.Container) place).name());
    shell
        .flatMap(s -> s.jobs().find("%" + number))
        .ifPresent(job -> job.process().signalGroup(Signal.INT));
    return 0;
  }

  @Override
  public void close() {
    lab().close();
  }
}

package passerelle.cli.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.command.LabCommands;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabSession;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Terminal;

/**
 * A lab driven by a transcript, with the pauses that a person makes: a moment between commands,
 * long enough before a {@code kill} for a capture to be complete, and long enough before a {@code
 * traceroute} for the ICMP rate limit of the routers to recover.
 */
final class TranscriptSession implements LabSession {
  private static final int COLUMNS = 80;
  private static final long BETWEEN_COMMANDS = 50 * EventLoop.MILLISECOND;
  private static final long BEFORE_KILL = 1500 * EventLoop.MILLISECOND;
  private static final long BEFORE_TRACEROUTE = 6 * EventLoop.SECOND;
  private static final Pattern KILL = Pattern.compile("\\s*kill\\s+%(\\d+)\\s*");

  private final Map<String, Jobs> jobs = new LinkedHashMap<>();
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
      if (!lab().machines().contains(host.name())) {
        throw new LabException(
            "no machine "
                + host.name()
                + " in this lab; it has "
                + String.join(", ", lab().machines()));
      }
      return lab().run(host.name(), line, terminal);
    }
    return runIn(((Place.Container) place).name(), line, terminal);
  }

  /** A job in a container is a job of the host's, which runs {@code docker exec}. */
  private int runIn(String container, String line, Terminal terminal) {
    String command = line.strip();
    boolean background = command.endsWith("&") && !command.endsWith("&&");
    String inner = background ? command.substring(0, command.length() - 1).strip() : line;
    List<String> argv = List.of("docker", "exec", "-t", container, "sh", "-c", inner);
    if (!background) {
      return lab().runProgram("host", argv, terminal);
    }
    Process job = lab().startProgram("host", argv, terminal);
    jobs.computeIfAbsent(container, c -> new Jobs()).add(job);
    return 0;
  }

  private int kill(Place place, int number) {
    lab().kernel().scheduler().advance(BEFORE_KILL);
    if (place instanceof Place.Host host) {
      lab()
          .shell(host.name())
          .jobs()
          .find("%" + number)
          .ifPresent(job -> job.process().signalGroup(Signal.INT));
    } else {
      Jobs started = jobs.get(((Place.Container) place).name());
      if (started != null) {
        started.interrupt(number);
      }
    }
    return 0;
  }

  @Override
  public void close() {
    lab().close();
  }

  /** What was started with {@code &} in a container, by job number from 1. */
  private static final class Jobs {
    private final Map<Integer, Process> byNumber = new LinkedHashMap<>();

    void add(Process process) {
      int number = 1;
      while (byNumber.containsKey(number)) {
        number++;
      }
      byNumber.put(number, process);
    }

    void interrupt(int number) {
      Process job = byNumber.remove(number);
      if (job != null) {
        job.signalGroup(Signal.INT);
      }
    }
  }
}

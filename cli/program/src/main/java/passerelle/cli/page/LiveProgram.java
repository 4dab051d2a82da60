package passerelle.cli.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.jline.utils.Signals;
import passerelle.cli.join.Lookout;
import passerelle.cli.join.RunningLabs;
import passerelle.files.FileRefusal;
import passerelle.files.Rendezvous;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;

/**
 * {@code passerelle web} without a file: the page of a lab that runs in a terminal, served on this
 * machine for as long as the lab is there.
 *
 * @param home the directory of Passerelle, where the parts of the page are
 */
public record LiveProgram(
    Path home, Map<String, String> environment, Messages messages, ReportPrinter out) {
  /** Nanoseconds between two looks for a lab that is not there yet. */
  private static final long MOMENT = 100_000_000;

  /** Whether this program was started by another one, to serve the page of its lab. */
  public static boolean isBeside() {
    return Beside.whose().isPresent();
  }

  /**
   * Starts a program that serves the page of the lab which this one is about to open.
   *
   * @param port 0 for any that is free
   */
  public void begin(int port) throws LabException, IOException {
    List<String> arguments =
        List.of("web", "--lang", messages.language().code(), "--port", String.valueOf(port));
    out.say(messages.get("web.live", Beside.start(home, arguments)));
  }

  /**
   * Serves the page of the program that has started this one, until that or its lab ends; the exit
   * status.
   */
  public int beside(int port) throws LabException, IOException {
    // Ctrl-C at the terminal that both have is for the lab.
    Signals.register("INT", () -> {});
    LabRelay.Way way = way(Beside.whose().orElseThrow());
    try (LabServer server = server(way, port)) {
      System.out.println(server.address());
      System.out.flush();
      watch(way);
    }
    return 0;
  }

  /**
   * Serves the page of a lab that runs at another terminal, until it ends; the exit status.
   *
   * @param wanted its number in the list of them
   */
  public int joined(OptionalInt wanted, int port) throws LabException, IOException {
    Rendezvous.Partner lab = new RunningLabs(environment, messages).choice(wanted);
    lab.close();
    LabRelay.Way way = way(lab.pid());
    try (LabServer server = server(way, port)) {
      out.say(messages.get("web.live", server.address()));
      watch(way);
      out.say(messages.get("join.ended"));
    }
    return 0;
  }

  /** Stays as long as a lab is there. */
  private static void watch(LabRelay.Way way) {
    try (Lookout lookout = way.open()) {
      lookout.hear(line -> {});
    } catch (IOException gone) {
      return;
    }
  }

  /** The way to the lab of a process, which may still be opening it. */
  private LabRelay.Way way(long pid) {
    Rendezvous rendezvous = Rendezvous.of(environment);
    return () -> {
      Optional<Rendezvous.Partner> lab = rendezvous.partner(pid);
      while (lab.isEmpty() && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
        LockSupport.parkNanos(MOMENT);
        lab = rendezvous.partner(pid);
      }
      return new Lookout(lab.orElseThrow(() -> new IOException("the lab is not there")));
    };
  }

  private LabServer server(LabRelay.Way way, int port) throws LabException {
    try {
      return new LabServer(new PageFile(home), way, port);
    } catch (FileRefusal missing) {
      throw new LabException("web: " + missing.describe(messages.language()));
    } catch (IOException taken) {
      throw new LabException(messages.get("web.port", port, taken.getMessage()));
    }
  }
}

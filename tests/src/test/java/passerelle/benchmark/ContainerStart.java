package passerelle.benchmark;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.cli.real.RealLab;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;
import passerelle.scenarios.replay.LabException;

/**
 * How long the start of a container takes on the real kernel: a namespace, a veth pair, a bridge
 * port, an address, a route, a published port. Beside it, what others take for the same work in the
 * same run, each in namespaces of its own, where they are installed.
 */
final class ContainerStart {
  private static final int COUNT = 100;
  private static final int MANY = 500;
  private static final int ROUNDS = 6;
  private static final int FIRST_PORT = 20_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Where the scripts are, seen from the directory of the module. */
  private static final Path SCRIPTS = Path.of("src", "bench");

  /** In namespaces of their own, in which all that they leave ends. */
  private static final List<String> APART =
      List.of(
          ("unshare --net --mount --pid --fork --kill-child --mount-proc --propagation private")
              .split(" "));

  private static final List<Rival> RIVALS =
      List.of(
          new Rival("CNI bridge + portmap", "/usr/lib/cni/portmap", "bash", "cni.sh"),
          new Rival("netavark", "/usr/lib/podman/netavark", "bash", "netavark.sh"),
          new Rival(
              "Mininet (no port)",
              "/usr/lib/python3/dist-packages/mininet/net.py",
              "/usr/bin/python3",
              "mininet-hosts.py"));

  private final PrintStream out;

  ContainerStart(PrintStream out) {
    this.out = out;
  }

  /** Another program that connects containers: there when its file is. */
  private record Rival(String name, String file, String interpreter, String script) {}

  /** Milliseconds, in order. */
  private record Times(List<Double> sorted) {
    static Times of(List<Double> times) {
      return new Times(times.stream().sorted().toList());
    }

    double median() {
      return sorted.get(sorted.size() / 2);
    }

    double sum() {
      return sorted.stream().mapToDouble(time -> time).sum();
    }
  }

  /** Prints the table. */
  void run() throws LabException {
    out.printf("Start of a container, milliseconds each, %d in a run:%n", COUNT);
    out.printf(Locale.ROOT, "%-24s%9s%9s%9s%9s%n", "", "best", "median", "mean", "ratio");
    Times ours = warm();
    row("Passerelle", ours, ours);
    for (Rival rival : RIVALS) {
      if (Files.exists(Path.of(rival.file()))) {
        time(rival).ifPresent(times -> row(rival.name(), times, ours));
      } else {
        out.printf("%-24s not installed%n", rival.name());
      }
    }
    row("Passerelle once more", inOneLab(COUNT), ours);
    Times many = inOneLab(MANY);
    out.printf(
        Locale.ROOT,
        "%d containers in one lab: %.1f s, median %.2f ms%n",
        MANY,
        many.sum() / 1000,
        many.median());
  }

  /** The ratio is that of the medians. */
  private void row(String name, Times times, Times ours) {
    out.printf(
        Locale.ROOT,
        "%-24s%9.2f%9.2f%9.2f%9.1f%n",
        name,
        times.sorted().get(0),
        times.median(),
        times.sum() / times.sorted().size(),
        times.median() / ours.median());
  }

  /** The last of some runs, when this JVM is warm. */
  private static Times warm() throws LabException {
    for (int i = 1; i < ROUNDS; i++) {
      inOneLab(COUNT);
    }
    return inOneLab(COUNT);
  }

  private static Times inOneLab(int count) throws LabException {
    List<Double> times = new ArrayList<>();
    try (RealLab lab = RealLabs.open()) {
      for (int i = 0; i < count; i++) {
        String publish = FIRST_PORT + i + ":80";
        long start = lab.kernel().clock().now();
        RealLabs.docker(lab, "run", "-d", "-p", publish, "nginx");
        times.add((lab.kernel().clock().now() - start) / 1e6);
      }
    }
    return Times.of(times);
  }

  private Optional<Times> time(Rival rival) {
    List<String> argv = new ArrayList<>(APART);
    String script = SCRIPTS.resolve(rival.script()).toString();
    argv.addAll(List.of(rival.interpreter(), script, Integer.toString(COUNT)));
    try {
      Command.Result result = Command.of(argv).within(LIMIT).run();
      List<Double> times = result.out().lines().map(Double::valueOf).toList();
      if (times.size() == COUNT) {
        return Optional.of(Times.of(times));
      }
      out.printf("%-24s failed: %s%n", rival.name(), result.err().strip());
    } catch (CommandException failed) {
      out.printf("%-24s failed: %s%n", rival.name(), failed.getMessage());
    }
    return Optional.empty();
  }
}

package passerelle.benchmark;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;
import passerelle.real.lab.Enclosure;
import passerelle.scenarios.replay.LabException;

/**
 * Runs the benchmarks whose names a regular expression finds, and sets the simulated kernel beside
 * the real one, where this machine allows an enclosure.
 */
public final class Benchmarks {
  private Benchmarks() {}

  /**
   * Prints what is measured.
   *
   * @param args the regular expression, and other options of JMH
   */
  public static void main(String[] args)
      throws CommandLineOptionException, CommandException, RunnerException, LabException {
    CommandLineOptions given = new CommandLineOptions(args);
    boolean real = Enclosure.isInside();
    OptionsBuilder options = new OptionsBuilder();
    options.parent(given).shouldFailOnError(true);
    if (real) {
      // JMH talks with the JVMs that it starts by TCP; an enclosure's own lo is down.
      Command.of("ip", "link", "set", "lo", "up").run();
    } else {
      System.out.println("The benchmarks on the real kernel are left out: there is no enclosure.");
      options.exclude(RealPacketBenchmark.class.getName());
    }
    try {
      printRatios(new Runner(options.build()).run());
    } catch (NoBenchmarksException none) {
      System.out.println("No JMH benchmark is named like " + given.getIncludes());
    }
    if (real && isWanted(given)) {
      new ContainerStart(System.out).run();
    }
  }

  private static boolean isWanted(CommandLineOptions given) {
    String name = ContainerStart.class.getName();
    return given.getIncludes().isEmpty()
        || given.getIncludes().stream()
            .anyMatch(wanted -> Pattern.compile(wanted).matcher(name).find());
  }

  private static void printRatios(Collection<RunResult> results) {
    Optional<RunResult> real =
        results.stream().filter(r -> isOf(r, RealPacketBenchmark.class)).findFirst();
    if (real.isEmpty()) {
      return;
    }
    double kernel = score(real.get());
    System.out.printf(
        Locale.ROOT,
        "%nPackets a second, laptop to container through DNAT, real kernel: %.0f; simulated:%n",
        kernel);
    for (RunResult result : results) {
      if (isOf(result, PacketBenchmark.class)) {
        System.out.printf(
            Locale.ROOT,
            "%6s containers, traced %-5s: %9.0f, %.2f times the real kernel's%n",
            result.getParams().getParam("containers"),
            result.getParams().getParam("traced"),
            score(result),
            score(result) / kernel);
      }
    }
  }

  private static boolean isOf(RunResult result, Class<?> benchmark) {
    return result.getParams().getBenchmark().startsWith(benchmark.getName() + ".");
  }

  private static double score(RunResult result) {
    return result.getPrimaryResult().getScore();
  }
}

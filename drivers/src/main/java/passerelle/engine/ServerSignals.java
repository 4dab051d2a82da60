package passerelle.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import passerelle.image.ImageBehaviour;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServerConduct;
import passerelle.service.Template;

/**
 * What the program of an image prints, at its start and when signals come, as the catalogue says.
 *
 * @param stopSignal that of {@code docker stop}
 * @param values the variables of its texts, as they are now
 */
record ServerSignals(ImageBehaviour behaviour, String stopSignal, Supplier<Template.Values> values)
    implements ServerConduct {
  /** Before a line of an image's log that goes to standard error. */
  private static final String ERROR = "2> ";

  private static final String EXIT = "exit ";
  private static final String WORKER = "worker";

  /** What ends a program that ends well when it is told to. */
  private static final List<String> USUAL = List.of("TERM", "INT", "QUIT", "HUP");

  @Override
  public void begin(ProcessOutput own) {
    behaviour.log().forEach(line -> print(line, values.get(), own));
  }

  @Override
  public Set<String> handled() {
    Set<String> handled = new LinkedHashSet<>(behaviour.signals().keySet());
    if (behaviour.stopStatus().isPresent()) {
      handled.addAll(USUAL);
      handled.add(stopSignal);
    }
    return handled;
  }

  @Override
  public OptionalInt hear(String signal, ProcessOutput own) {
    List<String> lines = behaviour.signals().get(signal);
    if (lines == null) {
      return behaviour.stopStatus();
    }
    OptionalInt status = OptionalInt.empty();
    List<String> ofWorkers = new ArrayList<>();
    for (String line : lines) {
      if (line.contains("$" + WORKER)) {
        ofWorkers.add(line);
      } else {
        tellOfWorkers(ofWorkers, own);
        if (line.startsWith(EXIT)) {
          status = OptionalInt.of(Integer.parseInt(line.substring(EXIT.length())));
        } else {
          print(line, values.get(), own);
        }
      }
    }
    tellOfWorkers(ofWorkers, own);
    return status;
  }

  /** Lines that name a worker are said for each, in one piece. */
  private void tellOfWorkers(List<String> lines, ProcessOutput own) {
    for (String worker : lines.isEmpty() ? List.<String>of() : behaviour.workers()) {
      lines.forEach(line -> print(line, values.get().with(WORKER, worker), own));
    }
    lines.clear();
  }

  private static void print(String line, Template.Values values, ProcessOutput own) {
    boolean error = line.startsWith(ERROR);
    String text = values.fill(error ? line.substring(ERROR.length()) : line) + "\n";
    if (error) {
      own.err(text);
    } else {
      own.out(text);
    }
  }
}

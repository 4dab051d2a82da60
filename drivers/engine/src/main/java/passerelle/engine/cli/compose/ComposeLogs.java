package passerelle.engine.cli.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import passerelle.engine.Container;
import passerelle.engine.ContainerLog;
import passerelle.engine.cli.AttachedStreams;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.container.LogsCommand;
import passerelle.text.Align;

/** What containers of a project print, each line behind its container's name. */
record ComposeLogs(Invocation call, String project, List<Container> containers) {
  /** The containers, named without the project. */
  List<String> names() {
    return containers.stream().map(this::name).toList();
  }

  private String name(Container container) {
    String name = container.name();
    return name.startsWith(project + "-") ? name.substring(project.length() + 1) : name;
  }

  private String prefix(Container container) {
    int width = names().stream().mapToInt(String::length).max().orElse(0) + 1;
    String name = name(container);
    return call.flags().on("no-log-prefix") ? "" : Align.left(name, width) + " | ";
  }

  /** Prints what the containers have printed. */
  void past() throws CliException {
    print(false, Map.of(), c -> false);
  }

  /** Prints what they print until all have ended. */
  boolean follow() throws CliException {
    return print(true, Map.of(), c -> false);
  }

  /**
   * Prints what they print, and how each of them ends, until all have.
   *
   * @param before how many lines each of them had printed that are not shown
   * @param ends a container with which the others have to end, too
   * @return whether Ctrl-C came first
   */
  boolean follow(Map<Container, Integer> before, Predicate<Container> ends) throws CliException {
    return print(true, before, ends);
  }

  /** How many lines each of them has printed. */
  Map<Container, Integer> printed() {
    Map<Container, Integer> printed = new LinkedHashMap<>();
    containers.forEach(c -> printed.put(c, c.log().entries().size()));
    return printed;
  }

  /** Says how a container has ended. */
  void tellEnd(Container container) {
    call.line(name(container) + " exited with code " + container.exitCode());
  }

  private boolean print(boolean follows, Map<Container, Integer> before, Predicate<Container> ends)
      throws CliException {
    Map<Container, Consumer<ContainerLog.Entry>> printers = new LinkedHashMap<>();
    String tail = call.flags().text("tail").orElse("all");
    try (AttachedStreams streams = new AttachedStreams(call, Interruption.cancelling(call))) {
      for (Container container : containers) {
        String prefix = prefix(container);
        String stamps = call.flags().on("timestamps") ? "yes" : "";
        Consumer<ContainerLog.Entry> printer =
            entry -> {
              String stamp = stamps.isEmpty() ? "" : LogsCommand.stamp(call, entry);
              entry
                  .text()
                  .replaceFirst("\r?\n$", "")
                  .lines()
                  .forEach(line -> streams.add(entry.stream(), prefix + stamp + line + "\n"));
            };
        List<ContainerLog.Entry> entries = container.log().entries();
        int wanted = tail.matches("\\d{1,9}") ? Integer.parseInt(tail) : entries.size();
        int begin = before.getOrDefault(container, Math.max(0, entries.size() - wanted));
        entries.subList(begin, entries.size()).forEach(printer);
        printers.put(container, printer);
        container.log().follow(printer);
        if (follows) {
          container.process().ifPresent(call.io()::waitFor);
        }
      }
      AttachedStreams.End end =
          streams.until(
              () ->
                  !follows
                      || containers.stream().noneMatch(Container::isRunning)
                      || containers.stream().anyMatch(ends));
      printers.forEach((container, printer) -> container.log().unfollow(printer));
      if (!before.isEmpty() && end == AttachedStreams.End.DONE) {
        containers.stream().filter(c -> !c.isRunning()).forEach(this::tellEnd);
      }
      return end == AttachedStreams.End.INTERRUPTED;
    }
  }
}

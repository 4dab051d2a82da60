package passerelle.engine.cli.compose;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.compose.Service;

/**
 * {@code docker compose up} that stays: shows what containers print, until they end, one of them
 * ends the others, or Ctrl-C stops them (docker/compose pkg/compose/up.go).
 *
 * @param services that are started
 * @param named the services that were asked for; none for all
 */
record ComposeAttached(
    Invocation call, ComposeProject project, List<Service> services, List<String> named) {

  /** Options that cannot be together. */
  void check() throws CliException {
    ParsedFlags flags = call.flags();
    boolean detached = flags.on("detach");
    boolean cascades = flags.on("abort-on-container-exit") || flags.has("exit-code-from");
    boolean fails = flags.on("abort-on-container-failure");
    boolean shows = flags.on("attach-dependencies") || !flags.all("attach").isEmpty();
    String problem = "";
    if (cascades && fails) {
      problem = "--abort-on-container-failure cannot be combined with --abort-on-container-exit";
    } else if (flags.on("wait") && (shows || cascades)) {
      problem = "--wait cannot be combined with " + ComposeRelease.V2_26.attaching();
    } else if (detached && (shows || cascades || fails)) {
      problem = "--detach cannot be combined with " + ComposeRelease.of(call).attaching();
    }
    if (!problem.isEmpty()) {
      throw new CliException(problem + "\n", 1);
    }
    String source = flags.text("exit-code-from").orElse("");
    if (!source.isEmpty() && !project.file().services().containsKey(source)) {
      throw new CliException("no such service: " + source + ": not found\n", 1);
    }
  }

  private boolean isShown(Container container) {
    String service = ComposeProject.service(container);
    List<String> only = call.flags().all("attach");
    boolean wanted =
        only.isEmpty()
            ? named.isEmpty() || call.flags().on("attach-dependencies") || named.contains(service)
            : only.contains(service);
    return wanted
        && !ComposeProject.isOneOff(container)
        && !call.flags().all("no-attach").contains(service)
        && services.stream().anyMatch(s -> s.name().equals(service));
  }

  /** Starts something, and the rest follows from what that does. */
  @FunctionalInterface
  interface Start {
    void run() throws CliException, EngineException;
  }

  int run(Start start) throws CliException, EngineException {
    List<Container> shown = project.containers().stream().filter(this::isShown).toList();
    ComposeLogs logs = new ComposeLogs(call, project.file().name(), shown);
    call.line("Attaching to " + String.join(", ", logs.names()));
    Map<Container, Integer> before = logs.printed();
    start.run();
    ParsedFlags flags = call.flags();
    boolean cascades = flags.on("abort-on-container-exit") || flags.has("exit-code-from");
    Predicate<Container> ends =
        cascades
            ? c -> !c.isRunning()
            : c -> flags.on("abort-on-container-failure") && !c.isRunning() && c.exitCode() != 0;
    if (logs.follow(before, ends)) {
      call.errorLine("Gracefully stopping... (press Ctrl+C again to force)");
      stop(shown);
      return Interruption.STATUS;
    }
    if (shown.stream().noneMatch(ends)) {
      return 0;
    }
    List<Container> ended = shown.stream().filter(c -> !c.isRunning()).toList();
    Container first = shown.stream().filter(ends).findFirst().orElseThrow();
    call.errorLine("Aborting on container exit...");
    stop(project.containers().stream().filter(c -> !ComposeProject.isOneOff(c)).toList());
    boolean waits = ComposeRelease.of(call).awaitsAborted();
    if (waits) {
      shown.stream().filter(c -> !ended.contains(c)).forEach(logs::tellEnd);
    }
    String source = flags.text("exit-code-from").orElse(ComposeProject.service(first));
    int status =
        (waits ? shown : ended)
            .stream()
                .filter(c -> ComposeProject.service(c).equals(source))
                .mapToInt(Container::exitCode)
                .findFirst()
                .orElse(0);
    if (status != 0) {
      throw new CliException(waits ? "\n" : "", status);
    }
    return 0;
  }

  private void stop(List<Container> containers) throws CliException, EngineException {
    try (ComposeProgress progress = new ComposeProgress(call)) {
      for (List<Container> some : project.levels(containers)) {
        ComposeCommands.stop(call, project, some, progress, stopped -> {});
      }
    }
  }
}

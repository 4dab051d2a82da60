package passerelle.engine.cli.compose;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import passerelle.engine.Container;
import passerelle.engine.Health;
import passerelle.engine.cli.AttachedStreams;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.compose.Service;
import passerelle.gotemplate.GoDuration;

/**
 * Waits until the containers of a service have come to something (docker/compose
 * pkg/compose/convergence.go: waitDependencies).
 */
record ComposeWaiting(
    Invocation call, ComposeProject project, ComposeProgress progress, long deadline) {
  private static final long SECOND = 1_000_000_000L;

  ComposeWaiting(Invocation call, ComposeProject project, ComposeProgress progress) {
    this(
        call,
        project,
        progress,
        call.flags()
            .number("wait-timeout")
            .filter(seconds -> seconds > 0)
            .map(seconds -> call.engine().now() + seconds * SECOND)
            .orElse(AttachedStreams.FOREVER));
  }

  /** Until what a service depends on is as it wants it. */
  void forDependencies(Service service) throws CliException {
    for (Map.Entry<String, Service.Dependency> other : service.dependencies().entrySet()) {
      Service.Dependency how = other.getValue();
      for (Container container : project.ofService(other.getKey()).values()) {
        if (how.condition() == Service.Condition.STARTED) {
          continue;
        }
        boolean healthy = how.condition() == Service.Condition.HEALTHY;
        Optional<String> problem =
            healthy ? whenHealthy(container) : whenEnded(other.getKey(), container);
        if (problem.isPresent() && how.required()) {
          String before = healthy ? "dependency failed to start: " : "";
          throw failed(container, healthy ? "Error" : problem.get(), before + problem.get());
        } else if (problem.isPresent()) {
          skip(other.getKey(), container, healthy, problem.get());
        }
      }
    }
  }

  /** What the service can do without has not come to what it should have. */
  private void skip(String service, Container container, boolean healthy, String problem) {
    String optional = "optional dependency \"" + service + "\" failed to start";
    String text = healthy ? optional : "optional dependency" + problem.replaceFirst("service", "");
    progress.tell(id(container), "Skipped: " + text);
    ComposeProject.warn(call, healthy ? optional + ": " + problem : text);
  }

  /** {@code --wait}: until they are healthy, or run, where nothing checks their health. */
  void untilUp(Service service) throws CliException {
    for (Container container : project.ofService(service.name()).values()) {
      boolean ends =
          project.file().services().values().stream()
              .map(other -> other.dependencies().get(service.name()))
              .anyMatch(d -> d != null && d.condition() == Service.Condition.COMPLETED);
      Optional<String> problem = Optional.empty();
      if (ends) {
        problem = whenEnded(service.name(), container);
      } else if (container.isRunning() && container.health().isEmpty()) {
        progress.tell(id(container), "Waiting");
        progress.tell(id(container), "Healthy");
      } else {
        problem = whenHealthy(container);
      }
      if (problem.isPresent()) {
        throw failed(container, ends ? problem.get() : "Waiting", problem.get());
      }
    }
  }

  private static String id(Container container) {
    return "Container " + container.name();
  }

  /** Waits until it is healthy; what is wrong if it does not become so. */
  private Optional<String> whenHealthy(Container container) throws CliException {
    until(
        container,
        () ->
            !container.isRunning()
                || container.health().isEmpty()
                || container.health().get().status() != Health.Status.STARTING);
    String problem = "";
    if (!container.isRunning()) {
      problem = " exited (" + container.exitCode() + ")";
    } else if (container.health().isEmpty()) {
      problem = " has no healthcheck configured";
    } else if (container.health().get().status() == Health.Status.UNHEALTHY) {
      problem = " is unhealthy";
    }
    if (!problem.isEmpty()) {
      return Optional.of("container " + container.name() + problem);
    }
    progress.tell(id(container), "Healthy");
    return Optional.empty();
  }

  /** Waits until it has ended; what is wrong if it did not end well. */
  private Optional<String> whenEnded(String service, Container container) throws CliException {
    until(container, () -> !container.isRunning());
    if (container.exitCode() != 0) {
      return Optional.of(
          ("service \"" + service + "\" didn't complete successfully: exit ")
              + container.exitCode());
    }
    progress.tell(id(container), "Exited");
    return Optional.empty();
  }

  private void until(Container container, BooleanSupplier done) throws CliException {
    progress.tell(id(container), "Waiting");
    call.engine()
        .kernel()
        .clock()
        .advanceUntil(
            () -> done.getAsBoolean() || call.io().interrupted(),
            Math.max(0, deadline - call.engine().now()));
    if (!done.getAsBoolean() && call.engine().now() >= deadline) {
      progress.close();
      throw new CliException(
          "application not healthy after "
              + GoDuration.text(call.flags().number("wait-timeout").orElse(0) * SECOND)
              + "\n",
          1);
    }
    if (call.io().interrupted()) {
      throw new CliException("", Interruption.STATUS);
    }
  }

  private CliException failed(Container container, String status, String problem) {
    if (status.equals("Waiting")) {
      progress.tell(id(container), status);
    } else {
      progress.fail(id(container), status);
    }
    progress.close();
    return new CliException(problem + "\n", 1);
  }
}

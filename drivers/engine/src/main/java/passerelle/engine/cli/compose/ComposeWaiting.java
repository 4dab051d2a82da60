package passerelle.engine.cli.compose;

import java.util.Map;
import java.util.function.BooleanSupplier;
import passerelle.engine.Container;
import passerelle.engine.Health;
import passerelle.engine.cli.AttachedStreams;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.compose.Service;

/**
 * Waits until the containers of a service have come to something (docker/compose
 * pkg/compose/convergence.go: waitDependencies).
 */
record ComposeWaiting(Invocation call, ComposeProject project, ComposeProgress progress) {

  /** Until what a service depends on is as it wants it. */
  void forDependencies(Service service) throws CliException {
    for (Map.Entry<String, Service.Dependency> other : service.dependencies().entrySet()) {
      for (Container container : project.ofService(other.getKey()).values()) {
        switch (other.getValue().condition()) {
          case STARTED -> {}
          case HEALTHY -> untilHealthy(container, "dependency failed to start: ");
          case COMPLETED -> untilEnded(other.getKey(), container);
        }
      }
    }
  }

  /** {@code --wait}: until they are healthy, or run, where nothing checks their health. */
  void untilUp(Service service) throws CliException {
    for (Container container : project.ofService(service.name()).values()) {
      boolean ends =
          project.file().services().values().stream()
              .map(other -> other.dependencies().get(service.name()))
              .anyMatch(d -> d != null && d.condition() == Service.Condition.COMPLETED);
      if (ends) {
        untilEnded(service.name(), container);
      } else if (container.isRunning() && container.health().isEmpty()) {
        progress.tell(id(container), "Waiting");
        progress.tell(id(container), "Healthy");
      } else {
        untilHealthy(container, "");
      }
    }
  }

  private static String id(Container container) {
    return "Container " + container.name();
  }

  private void untilHealthy(Container container, String before) throws CliException {
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
      String status = before.isEmpty() ? "Waiting" : "Error";
      throw failed(container, status, before + "container " + container.name() + problem);
    }
    progress.tell(id(container), "Healthy");
  }

  private void untilEnded(String service, Container container) throws CliException {
    until(container, () -> !container.isRunning());
    if (container.exitCode() != 0) {
      String problem =
          ("service \"" + service + "\" didn't complete successfully: exit ")
              + container.exitCode();
      throw failed(container, problem, problem);
    }
    progress.tell(id(container), "Exited");
  }

  private void until(Container container, BooleanSupplier done) throws CliException {
    progress.tell(id(container), "Waiting");
    call.engine()
        .kernel()
        .clock()
        .advanceUntil(
            () -> done.getAsBoolean() || call.io().interrupted(), AttachedStreams.FOREVER);
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

package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.gotemplate.Units;
import passerelle.network.Network;

/** container, network and system prune (docker/cli container/prune.go, network, system). */
final class PruneCommand {
  private final Invocation call;
  private final PruneFilter filter;
  private long reclaimed;

  private PruneCommand(Invocation call) throws CliException {
    this.call = call;
    this.filter = new PruneFilter(call.flags().all("filter"));
  }

  static int containers(Invocation call) throws EngineException, CliException {
    PruneCommand prune = new PruneCommand(call);
    if (prune.isConfirmed("WARNING! This will remove all stopped containers.\n")) {
      prune.containers();
      prune.total();
    }
    return 0;
  }

  static int networks(Invocation call) throws EngineException, CliException {
    PruneCommand prune = new PruneCommand(call);
    if (prune.isConfirmed(
        "WARNING! This will remove all custom networks not used by at least one container.\n")) {
      prune.networks();
    }
    return 0;
  }

  /** There are no dangling images here, and no build cache. */
  static int everything(Invocation call) throws EngineException, CliException {
    for (String option : List.of("all", "volumes")) {
      if (call.flags().on(option)) {
        throw Unmodelled.refuse("option --" + option + " of system prune");
      }
    }
    PruneCommand prune = new PruneCommand(call);
    if (prune.isConfirmed(
        """
        WARNING! This will remove:
          - all stopped containers
          - all networks not used by at least one container
          - all dangling images
          - unused build cache

        """)) {
      prune.containers();
      prune.networks();
      prune.total();
    }
    return 0;
  }

  private boolean isConfirmed(String warning) {
    if (call.flags().on("force")) {
      return true;
    }
    call.io().out(warning + "Are you sure you want to continue? [y/N] ");
    if (call.io().inputLine().trim().equalsIgnoreCase("y")) {
      return true;
    }
    call.io().out("\n");
    return false;
  }

  private void containers() throws EngineException {
    List<String> gone = new ArrayList<>();
    for (Container container : call.engine().containers()) {
      if (!container.isRunning() && filter.matches(container.spec().labels())) {
        call.engine().remove(container, false);
        gone.add(container.id());
      }
    }
    tell("Deleted Containers:", gone);
    reclaimed += ImageStore.of(call.engine().profile().version()).writable() * gone.size();
  }

  private void networks() throws EngineException {
    List<String> gone = new ArrayList<>();
    for (Network network : call.engine().networks()) {
      if (network.isUserDefined()
          && network.endpoints().isEmpty()
          && filter.matches(network.spec().labels())) {
        call.engine().removeNetwork(network.id());
        gone.add(network.name());
      }
    }
    tell("Deleted Networks:", gone);
  }

  private void tell(String title, List<String> gone) {
    if (!gone.isEmpty()) {
      call.io().out(title + "\n" + String.join("\n", gone) + "\n\n");
    }
  }

  private void total() {
    call.line("Total reclaimed space: " + Units.humanSize(reclaimed));
  }
}

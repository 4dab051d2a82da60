package passerelle.engine.cli.system;

import java.util.ArrayList;
import java.util.List;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.NaturalOrder;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.image.ImageStore;
import passerelle.engine.state.Pruned;
import passerelle.gotemplate.Units;
import passerelle.network.Network;

/** container, network and system prune (docker/cli container/prune.go, network, system). */
public final class PruneCommand {
  private final Invocation call;
  private final PruneFilter filter;
  private long reclaimed;

  private PruneCommand(Invocation call) throws CliException, EngineException {
    this(call, false);
  }

  private PruneCommand(Invocation call, boolean volumes) throws CliException, EngineException {
    this.call = call;
    this.filter = new PruneFilter(call, volumes);
  }

  public static int containers(Invocation call) throws EngineException, CliException {
    PruneCommand prune = new PruneCommand(call);
    if (prune.isConfirmed("WARNING! This will remove all stopped containers.\n")) {
      prune.containers();
      prune.total();
    }
    return 0;
  }

  public static int networks(Invocation call) throws EngineException, CliException {
    PruneCommand prune = new PruneCommand(call);
    if (prune.isConfirmed(
        "WARNING! This will remove all custom networks not used by at least one container.\n")) {
      prune.networks();
    }
    return 0;
  }

  public static int volumes(Invocation call) throws EngineException, CliException {
    PruneCommand prune = new PruneCommand(call, true);
    if (call.flags().on("all") && prune.filter.namesAll()) {
      throw new CliException(
          "conflicting options: cannot specify both --all and --filter all=1\n", 1);
    }
    boolean all = call.flags().on("all") || prune.filter.takesAll();
    String which = all ? "all" : "anonymous";
    if (prune.isConfirmed(
        "WARNING! This will remove "
            + which
            + " local volumes not used by at least one container.\n")) {
      prune.volumes(all);
      prune.total();
    }
    return 0;
  }

  public static int images(Invocation call) throws EngineException, CliException {
    boolean all = call.flags().on("all");
    PruneCommand prune = new PruneCommand(call);
    String which =
        all
            ? "all images without at least one container associated to them"
            : "all dangling images";
    if (prune.isConfirmed("WARNING! This will remove " + which + ".\n")) {
      prune.images(all);
      prune.total();
    }
    return 0;
  }

  public static int everything(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    boolean withVolumes = flags.on("volumes");
    boolean all = flags.on("all");
    if (withVolumes && flags.all("filter").stream().anyMatch(f -> f.startsWith("until="))) {
      throw new CliException(
          "ERROR: The \"until\" filter is not supported with \"--volumes\"\n", 1);
    }
    PruneCommand prune = new PruneCommand(call);
    if (prune.isConfirmed(prune.warning(withVolumes, all))) {
      prune.containers();
      prune.networks();
      if (withVolumes) {
        prune.volumes(false);
      }
      prune.images(all);
      prune.total();
    }
    return 0;
  }

  private String warning(boolean withVolumes, boolean all) {
    List<String> what =
        new ArrayList<>(
            List.of("all stopped containers", "all networks not used by at least one container"));
    if (withVolumes) {
      what.add("all anonymous volumes not used by at least one container");
    }
    what.add(
        all
            ? "all images without at least one container associated to them"
            : "all dangling images");
    what.add(all ? "all build cache" : "unused build cache");
    StringBuilder text = new StringBuilder("WARNING! This will remove:\n");
    what.forEach(line -> text.append("  - ").append(line).append('\n'));
    List<String> filters =
        call.flags().all("filter").stream().distinct().sorted(NaturalOrder.NAMES).toList();
    if (!filters.isEmpty()) {
      text.append("\n  Items to be pruned will be filtered with:\n");
      filters.forEach(filter -> text.append("  - ").append(filter).append('\n'));
    }
    return text.append('\n').toString();
  }

  private boolean isConfirmed(String warning) {
    if (call.flags().on("force")) {
      return true;
    }
    call.io().out(warning + "Are you sure you want to continue? [y/N] ");
    return call.io().inputLine().trim().equalsIgnoreCase("y");
  }

  private void containers() throws EngineException {
    List<String> gone = new ArrayList<>();
    long written = 0;
    for (Container container : call.engine().containers()) {
      if (!container.isRunning()
          && filter.matches(container.spec().labels(), container.created())) {
        written += call.engine().roots().written(container);
        call.engine().remove(container, false, false);
        gone.add(container.id());
      }
    }
    tell("Deleted Containers:", gone);
    written += ImageStore.of(call.engine().profile().version()).writable() * gone.size();
    call.engine().events().pruned("container", written);
    reclaimed += written;
  }

  private void networks() throws EngineException {
    List<String> gone = new ArrayList<>();
    for (Network network : call.engine().networks()) {
      if (network.isUserDefined()
          && network.endpoints().isEmpty()
          && filter.matches(network.spec().labels(), network.created())) {
        call.engine().removeNetwork(network.id());
        gone.add(network.name());
      }
    }
    call.engine().events().pruned("network", 0);
    tell("Deleted Networks:", gone);
  }

  private void volumes(boolean all) throws EngineException {
    Pruned pruned =
        call.engine()
            .volumes()
            .prune(v -> (all || v.isAnonymous()) && filter.matches(v.labels(), 0));
    tell("Deleted Volumes:", pruned.gone());
    reclaimed += pruned.reclaimed();
  }

  private void images(boolean all) {
    Pruned pruned = call.engine().imageRemoval().prune(all, i -> filter.matches(i.labels(), 0));
    tell("Deleted Images:", pruned.gone());
    reclaimed += pruned.reclaimed();
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

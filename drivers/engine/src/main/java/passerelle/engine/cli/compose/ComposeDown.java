package passerelle.engine.cli.compose;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.compose.Project;
import passerelle.engine.compose.Service;
import passerelle.network.Network;

/** {@code docker compose down} (docker/compose down.go). */
public final class ComposeDown {
  private ComposeDown() {}

  /** Takes away what {@code up} has made. */
  public static int run(Invocation call) throws CliException, EngineException {
    ComposeProject project = ComposeProject.named(call);
    boolean orphans = call.flags().on("remove-orphans");
    List<String> named = call.arguments();
    List<Container> containers = named.isEmpty() ? project.containers() : project.containers(named);
    if (containers.isEmpty() && project.file().networks().isEmpty()) {
      String nothing =
          "Warning: No resource found to remove for project \"" + project.file().name() + "\".";
      if (ComposeRelease.of(call).logsNothingToRemove()) {
        ComposeProject.warn(call, nothing);
      } else {
        call.errorLine(nothing);
      }
    }
    try (ComposeProgress progress = new ComposeProgress(call)) {
      List<String> known = project.services(named).stream().map(Service::name).toList();
      List<Container> mine =
          containers.stream()
              .filter(
                  c ->
                      orphans
                              && (project.isOrphan(c)
                                  || ComposeProject.isOneOff(c) && c.isRunning())
                          || !ComposeProject.isOneOff(c)
                              && known.contains(ComposeProject.service(c)))
              .toList();
      for (List<Container> some : project.levels(mine)) {
        ComposeCommands.stop(
            call,
            project,
            some,
            progress,
            stopped -> ComposeCommands.remove(call, stopped, progress));
      }
      if (named.isEmpty()) {
        resources(call, project, progress);
      }
    }
    return 0;
  }

  /** The names of the networks on which containers run. */
  private static Set<String> networksInUse(Invocation call) {
    return call.engine().containers().stream()
        .filter(Container::isRunning)
        .flatMap(c -> c.attachments().keySet().stream())
        .collect(Collectors.toSet());
  }

  private static void resources(Invocation call, ComposeProject project, ComposeProgress progress)
      throws CliException, EngineException {
    List<Service> services = project.services(List.of());
    if (call.flags().on("volumes")) {
      for (Project.Resource volume : project.file().volumesOf(services).values()) {
        boolean there =
            call.engine().volumes().all().stream().anyMatch(v -> v.name().equals(volume.name()));
        if (there && !volume.external()) {
          progress.tell("Volume " + volume.name(), "Removing");
          call.engine().volumes().remove(volume.name());
          progress.tell("Volume " + volume.name(), "Removed");
        }
      }
    }
    List<String> networks =
        project.file().networksOf(services).values().stream()
            .filter(n -> !n.external())
            .map(Project.Resource::name)
            .filter(n -> call.engine().networks().stream().anyMatch(o -> isOwn(project, o, n)))
            .toList();
    networks.forEach(network -> progress.tell("Network " + network, "Removing"));
    for (String network : networks) {
      if (networksInUse(call).contains(network)) {
        progress.leave("Network " + network, "Resource is still in use");
      } else {
        call.engine().removeNetwork(network);
        progress.tell("Network " + network, "Removed");
      }
    }
  }

  private static boolean isOwn(ComposeProject project, Network network, String name) {
    return network.name().equals(name)
        && project.file().name().equals(network.spec().labels().get(Project.LABEL));
  }
}

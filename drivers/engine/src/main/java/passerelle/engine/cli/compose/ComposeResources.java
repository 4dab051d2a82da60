package passerelle.engine.cli.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.QuietIo;
import passerelle.engine.compose.Project;
import passerelle.engine.compose.Service;
import passerelle.gotemplate.GoQuote;
import passerelle.network.EndpointSpec;
import passerelle.network.Network;
import passerelle.text.Sha256;

/** The networks and volumes that services need (docker/compose pkg/compose/create.go). */
record ComposeResources(Invocation call, ComposeProject project, List<Service> services) {
  static final String HASH = "com.docker.compose.config-hash";
  static final String VERSION = "com.docker.compose.version";

  /** Makes what is not there, and networks for which the file says something else now. */
  void make(ComposeProgress progress) throws CliException, EngineException {
    networks(progress);
    volumes(progress);
  }

  private void networks(ComposeProgress progress) throws CliException, EngineException {
    for (Project.Resource network : project.file().networksOf(services).values()) {
      Optional<Network> there =
          call.engine().networks().stream()
              .filter(n -> n.name().equals(network.name()))
              .findFirst();
      if (there.isEmpty() && network.external()) {
        throw ComposeRelease.of(call).externalMissing(network.name());
      }
      if (there.isPresent() && !network.external()) {
        checkOwner(network, there.get());
      }
      boolean diverged = there.isPresent() && hasDiverged(network, there.get());
      List<Container> uprooted = diverged ? uproot(there.get(), progress) : List.of();
      if (there.isEmpty() || diverged) {
        progress.tell("Network " + network.name(), "Creating");
        make(network, progress);
        progress.tell("Network " + network.name(), "Created");
        for (Container container : uprooted) {
          call.engine().connect(EndpointSpec.of(network.name()), container.name());
        }
      }
    }
  }

  /** A network that is there under the name shall have been made for the project. */
  private void checkOwner(Project.Resource wanted, Network there) throws CliException {
    Map<String, String> labels = there.spec().labels();
    String owner = labels.get(Project.LABEL);
    String own = project.file().name();
    if (!own.equals(owner)) {
      String why = owner == null ? "by compose" : "for project " + GoQuote.quote(own);
      ComposeProject.warn(
          call,
          "a network with name %s exists but was not created %s.\nSet `external: true` to use an"
                  .formatted(there.name(), why)
              + " existing network");
    }
    String expected = wanted.label("com.docker.compose.network");
    String label = labels.getOrDefault("com.docker.compose.network", "");
    if (!label.equals(expected)) {
      throw ComposeRelease.of(call).wrongLabel(there.name(), label, expected);
    }
  }

  private static boolean hasDiverged(Project.Resource wanted, Network there) {
    String made = there.spec().labels().getOrDefault(HASH, "");
    return !wanted.external() && !made.isEmpty() && !made.equals(hash(wanted.create()));
  }

  /**
   * Takes a network away from under its containers. They come back to the new one without the names
   * that they had.
   */
  private List<Container> uproot(Network network, ComposeProgress progress)
      throws CliException, EngineException {
    List<Container> on =
        project.containers().stream()
            .filter(c -> c.attachments().containsKey(network.name()))
            .toList();
    ComposeCommands.stop(
        call, project, on.stream().filter(Container::isRunning).toList(), progress, c -> {});
    for (Container container : on) {
      call.engine().disconnect(network.name(), container.name(), false);
    }
    call.engine().removeNetwork(network.name());
    progress.tell("Network " + network.name(), "Removed");
    return on;
  }

  private void make(Project.Resource network, ComposeProgress progress) throws CliException {
    try {
      docker("network", labelled(network.create()));
    } catch (CliException e) {
      progress.fail("Network " + network.name(), "Error");
      throw new CliException(
          "failed to create network " + network.name() + ": " + e.getMessage(), e.status());
    }
  }

  private void volumes(ComposeProgress progress) throws CliException {
    for (Project.Resource volume : project.file().volumesOf(services).values()) {
      boolean there =
          call.engine().volumes().all().stream().anyMatch(v -> v.name().equals(volume.name()));
      if (!there && volume.external()) {
        throw new CliException("external volume \"" + volume.name() + "\" not found\n", 1);
      } else if (!there) {
        String id = "Volume \"" + volume.name() + "\"";
        progress.tell(id, "Creating");
        docker("volume", labelled(volume.create()));
        progress.tell(id, "Created");
      }
    }
  }

  /** A network or volume says which release has made it. */
  private List<String> labelled(List<String> create) {
    ComposeRelease release = ComposeRelease.of(call);
    List<String> words = new ArrayList<>(create);
    words.addAll(1, List.of("--label", VERSION + "=" + release.number()));
    if (release.hashesResources()) {
      words.addAll(1, List.of("--label", HASH + "=" + hash(create)));
    }
    return words;
  }

  private static String hash(List<String> create) {
    return Sha256.hex(String.join("\n", create));
  }

  /**
   * Runs a docker command.
   *
   * @return what it complains of
   */
  String docker(String group, List<String> words) throws CliException {
    List<String> argv = new ArrayList<>(group.isEmpty() ? List.of() : List.of(group));
    argv.addAll(words);
    StringBuilder problem = new StringBuilder();
    int status = call.docker().run(argv, new QuietIo(call.io(), problem));
    if (status != 0) {
      throw new CliException(problem.toString(), 1);
    }
    return problem.toString();
  }
}

package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.network.PortBinding;
import passerelle.text.ShellWords;

/**
 * The line that would make a container, by what the engine knows of it: for one that Compose or a
 * script has made.
 */
final class Remembered {
  private Remembered() {}

  /** The line of a container. */
  static RunLine of(Container container) {
    ContainerSpec spec = container.spec();
    List<String> words =
        new ArrayList<>(List.of("docker", "run", "-d", "--name", container.name()));
    if (!spec.networkMode().equals("default") && !spec.networkMode().equals("bridge")) {
      words.addAll(List.of("--network", spec.networkMode()));
    }
    restart(spec.life()).ifPresent(policy -> words.addAll(List.of("--restart", policy)));
    spec.naming().extraHosts().forEach(h -> words.addAll(List.of("--add-host", h)));
    spec.naming().dns().forEach(d -> words.addAll(List.of("--dns", d)));
    spec.privileges().add().forEach(c -> words.addAll(List.of("--cap-add", c)));
    spec.ports().bindings().forEach(b -> words.addAll(List.of("-p", text(b))));
    spec.storage().binds().forEach(b -> words.addAll(List.of("-v", ShellWords.quoted(List.of(b)))));
    spec.process()
        .environment()
        .forEach(e -> words.addAll(List.of("-e", ShellWords.quoted(List.of(e)))));
    words.add(spec.image());
    spec.process().command().forEach(word -> words.add(ShellWords.quoted(List.of(word))));
    return RunLine.of(container, List.copyOf(words));
  }

  private static Optional<String> restart(ContainerSpec.Life life) {
    String most = life.restarts() > 0 ? ":" + life.restarts() : "";
    return Optional.of(life.restart() + most).filter(policy -> !policy.equals("no"));
  }

  /** A published port as {@code -p} takes it. */
  private static String text(PortBinding binding) {
    String address = binding.hostAddress().isEmpty() ? "" : binding.hostAddress() + ":";
    String udp = binding.protocol().equals("tcp") ? "" : "/" + binding.protocol();
    return address + binding.hostPort() + ":" + binding.containerPort() + udp;
  }
}

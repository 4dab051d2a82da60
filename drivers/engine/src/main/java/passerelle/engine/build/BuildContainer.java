package passerelle.engine.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import passerelle.engine.Attachment;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.Identities;
import passerelle.engine.Storage;
import passerelle.engine.network.ContainerFiles;
import passerelle.engine.network.ContainerNetworking;
import passerelle.engine.process.Starter;
import passerelle.engine.state.Host;
import passerelle.image.Image;
import passerelle.kernel.KernelProcess;
import passerelle.network.EndpointSpec;

/**
 * The containers in which a build runs commands (builder-next/executor.go): they are on the default
 * bridge or where else the build is to be, and no {@code docker ps} lists them.
 */
public record BuildContainer(
    Host host, ContainerNetworking networking, ContainerFiles files, Starter starter) {
  /** As a shell has it of SIGINT. */
  private static final int INTERRUPTED = 130;

  /**
   * A container that does not run yet.
   *
   * @param key decides its id
   * @param network {@code default}, {@code host} or {@code none}
   */
  Container of(
      Image image, String key, List<String> argv, List<String> environment, String network) {
    String id = Identities.derived("build", key);
    ContainerSpec.Process process =
        new ContainerSpec.Process(
            Optional.of(List.of()), argv, environment, "", "", false, false, false);
    String mode = network.equals("default") ? "bridge" : network;
    ContainerSpec spec =
        new ContainerSpec(
            id,
            image.id(),
            process,
            new ContainerSpec.Naming(
                "buildkitsandbox", "", List.of(), List.of(), List.of(), List.of(), List.of()),
            new ContainerSpec.Ports(List.of(), List.of(), false),
            new ContainerSpec.Privileges(List.of(), List.of(), false, Map.of()),
            new ContainerSpec.Life(false, "no", 0, "", OptionalInt.empty()),
            mode,
            List.of(),
            Map.of(),
            Storage.NONE,
            Map.of());
    Container container = new Container(id, id, spec, image, host.now());
    container.attachments().put(mode, new Attachment(EndpointSpec.of(mode), ""));
    return container;
  }

  /**
   * Runs its command to its end.
   *
   * @param print takes what it prints, when it is this command's turn
   * @return its exit status; 130 when nobody wants it any more
   */
  int run(Container container, Consumer<String> print, BooleanSupplier interrupted)
      throws EngineException {
    networking.open(container);
    try {
      starter.prepare(container);
      files.write(container);
      networking.startNames(container);
      return await(container, print, interrupted);
    } finally {
      container.helpers().forEach(p -> p.signal("KILL"));
      container.helpers().clear();
      host.kernel().spaces().stop(container.id());
      networking.close(container);
    }
  }

  private int await(Container container, Consumer<String> print, BooleanSupplier interrupted)
      throws EngineException {
    Deque<String> printed = new ArrayDeque<>();
    container.log().follow(entry -> printed.add(entry.text()));
    OptionalInt[] status = {OptionalInt.empty()};
    KernelProcess process = starter.main(container, 0);
    process.onExit(
        code -> {
          container.log().end(host.now());
          status[0] = OptionalInt.of(code);
        });
    while (status[0].isEmpty() && !interrupted.getAsBoolean()) {
      host.kernel()
          .clock()
          .advanceUntil(
              () -> !printed.isEmpty() || status[0].isPresent() || interrupted.getAsBoolean(),
              Long.MAX_VALUE / 4);
      while (!printed.isEmpty()) {
        print.accept(printed.poll());
      }
    }
    return status[0].orElse(INTERRUPTED);
  }

  /** Takes it down with its files. */
  void remove(Container container) {
    host.kernel().spaces().remove(container.id());
  }
}

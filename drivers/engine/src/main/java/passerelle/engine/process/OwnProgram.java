package passerelle.engine.process;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import passerelle.engine.Container;
import passerelle.image.Image;
import passerelle.image.Invocation;
import passerelle.image.Service;
import passerelle.kernel.ProcessOutput;
import passerelle.kernel.ServerChoice;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Spaces;

/** The program of an image that the catalogue describes, for whoever runs it in a container. */
final class OwnProgram {
  private OwnProgram() {}

  /** It is there for an entrypoint or a shell of the user's. */
  static void offer(Container container, Spaces spaces, Supplier<Instant> clock) {
    List<Service> services = container.image().behaviour().services();
    if (services.isEmpty()) {
      return;
    }
    ServiceSpec first = services.get(0).usual();
    ServerChoice choice =
        (argv, environment, alone) ->
            (alone || isOwn(container.image(), argv)) && serves(first, argv)
                ? Optional.of(
                    new Server(
                            container,
                            environment,
                            ProcessOutput.none(),
                            RunAs.ROOT,
                            spaces.files(container.id()))
                        .run(argv, clock))
                : Optional.empty();
    spaces.offer(container.id(), first.process(), choice);
  }

  /** Whether it is what the image itself would run. */
  private static boolean isOwn(Image image, List<String> argv) {
    return argv.equals(image.process().command()) || Invocation.of(image, argv).serves();
  }

  /** Not {@code redis-server --version}, and not an nginx that goes on behind its shell. */
  private static boolean serves(ServiceSpec service, List<String> argv) {
    boolean asks = argv.size() > 1 && argv.get(1).matches("-[tTvVsh?]|--(version|help)");
    boolean daemon = service.kind().equals("nginx") && !argv.contains("daemon off;");
    return !asks && !daemon;
  }
}

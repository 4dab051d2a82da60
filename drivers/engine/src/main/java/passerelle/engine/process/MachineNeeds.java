package passerelle.engine.process;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.ContainerSpec;
import passerelle.engine.EngineException;
import passerelle.engine.Phrase;
import passerelle.engine.StartFailure;
import passerelle.engine.Wording;
import passerelle.engine.state.Host;
import passerelle.kernel.FileTree;
import passerelle.text.WordSet;

/** What a container needs of its machine before it can start: devices, a log, a name. */
final class MachineNeeds {
  /** {@code __NEW_UTS_LEN}. */
  private static final int LONGEST_NAME = 64;

  /** The devices of a small Debian machine without graphics and sound. */
  private static final Set<String> DEVICES =
      WordSet.of(
          """
          autofs btrfs-control console cpu_dma_latency fd full fuse hpet hwrng kmsg kvm
          loop-control loop0 mem net/tun null port ppp ptmx random rtc0 sda sda1 shm snapshot
          tty tty0 tty1 ttyS0 uinput urandom vhost-net vhost-vsock zero
          """);

  private MachineNeeds() {}

  /**
   * Refuses a container that cannot start.
   *
   * @param hostname the name that it will have
   * @param host whose devices it wants
   */
  static void check(ContainerSpec spec, String hostname, Host host, Wording wording)
      throws EngineException {
    for (String device : spec.shown().getOrDefault("device", List.of())) {
      String path = device.replaceFirst(":.*", "");
      if (path.startsWith("/") && !DEVICES.contains(path.replaceFirst("^/dev/", ""))) {
        boolean there =
            host.kernel()
                .spaces()
                .files(host.netns())
                .filter(files -> files.kind(path) != FileTree.Kind.NOTHING)
                .isPresent();
        throw StartFailure.noDevice(
            path, there ? "not a device node" : "no such file or directory");
      }
    }
    String gpus = spec.shown("gpus");
    if (!gpus.isEmpty()) {
      throw GpuRequest.of(gpus).refused();
    }
    List<String> named = spec.shown().getOrDefault(CdiDevices.OPTION, List.of());
    if (!named.isEmpty()) {
      throw EngineException.system(wording.says(Phrase.NO_CDI_DEVICES, String.join(", ", named)));
    }
    Optional<String> log = logProblem(spec);
    if (log.isPresent()) {
      throw StartFailure.noLog(log.get());
    }
    if (hostname.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw StartFailure.longHostname();
    }
  }

  /** The machine has no syslog daemon; one of another machine may be named. */
  private static Optional<String> logProblem(ContainerSpec spec) {
    boolean elsewhere =
        spec.shown().getOrDefault("log-opt", List.of()).stream()
            .anyMatch(option -> option.matches("syslog-address=(udp|tcp).*"));
    return spec.shown("log-driver").equals("syslog") && !elsewhere
        ? Optional.of("Unix syslog delivery error")
        : new LogOptions(spec).problem(spec.shown("log-driver"));
  }
}

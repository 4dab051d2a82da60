package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.nio.charset.StandardCharsets;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;
import passerelle.real.sys.Netns;
import passerelle.real.sys.SystemCall;

/** What dockerd sets in the network namespace of a container that has one to itself. */
final class ContainerNetwork {
  private ContainerNetwork() {}

  /**
   * Sockets of ICMP echo and every port for everybody (oci_linux.go: WithSysctls); fewer groups
   * where the lab has no others.
   */
  static void open(Netns netns) throws KernelException {
    netns.visit(
        () -> {
          set("ip_unprivileged_port_start", "0");
          return set("ping_group_range", "0 2147483647") || set("ping_group_range", "0 0");
        });
  }

  /** Whether the kernel takes the value. */
  private static boolean set(String setting, String value) throws KernelException {
    int fd = SystemCall.check(() -> Libc.open("/proc/sys/net/ipv4/" + setting, Libc.O_RDWR));
    try {
      Libc.write(fd, value.getBytes(StandardCharsets.UTF_8), value.length());
      return true;
    } catch (LastErrorException refused) {
      return false;
    } finally {
      Libc.close(fd);
    }
  }
}

package passerelle.sim.netns;

/**
 * Settings of a namespace that can be read but steer nothing in the simulation (their twins are
 * spread over the kernel).
 */
final class KernelSettings {
  private KernelSettings() {}

  static void register(Netns netns) {
    netns.sysctls().registerReadOnly("net.ipv4.tcp_timestamps", () -> "1");
    netns.sysctls().registerReadOnly("net.ipv4.tcp_sack", () -> "1");
    netns.sysctls().registerReadOnly("net.ipv4.tcp_window_scaling", () -> "1");
  }
}

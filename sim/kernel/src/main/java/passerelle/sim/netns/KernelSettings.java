package passerelle.sim.netns;

import passerelle.sim.core.Sysctls;

/**
 * Settings of a namespace that can be read but steer nothing in the simulation (their twins are
 * spread over the kernel).
 */
final class KernelSettings {
  private static final Sysctls.Table<Netns> TABLE =
      new Sysctls.Table<Netns>()
          .withReadOnly("kernel.hostname", Netns::name)
          .withReadOnly("net.ipv4.tcp_timestamps", netns -> "1")
          .withReadOnly("net.ipv4.tcp_sack", netns -> "1")
          .withReadOnly("net.ipv4.tcp_window_scaling", netns -> "1");

  private KernelSettings() {}

  static void register(Netns netns) {
    netns.sysctls().register(TABLE, netns);
  }
}

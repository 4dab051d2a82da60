package passerelle.sim.netns;

import passerelle.sim.core.Sysctls;
import passerelle.sim.netfilter.Conntrack;
import passerelle.sim.netfilter.ConntrackSettings;
import passerelle.sim.netfilter.ConntrackTimer;

/** The settings of connection tracking under {@code net.netfilter} (nf_conntrack_standalone.c). */
final class ConntrackSysctls {
  private ConntrackSysctls() {}

  static void register(Sysctls sysctls, Conntrack conntrack) {
    ConntrackSettings settings = conntrack.settings();
    sysctls.registerReadOnly("net.netfilter.nf_conntrack_count", () -> "" + conntrack.count());
    sysctls.register(
        "net.netfilter.nf_conntrack_max",
        () -> "" + settings.max(),
        value -> settings.setMax(positive(value)));
    sysctls.register(
        "net.netfilter.nf_conntrack_tcp_loose",
        () -> settings.isTcpLoose() ? "1" : "0",
        value -> settings.setTcpLoose(positive(value) != 0));
    for (ConntrackTimer timer : ConntrackTimer.values()) {
      sysctls.register(
          timer.sysctl(),
          () -> "" + settings.seconds(timer),
          value -> settings.setSeconds(timer, positive(value)));
    }
  }

  private static int positive(String value) {
    int number = Integer.parseInt(value);
    if (number < 0) {
      throw new IllegalArgumentException(value);
    }
    return number;
  }
}

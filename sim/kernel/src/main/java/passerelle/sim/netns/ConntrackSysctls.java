package passerelle.sim.netns;

import passerelle.sim.core.Sysctls;
import passerelle.sim.netfilter.Conntrack;
import passerelle.sim.netfilter.ConntrackTimer;

/** The settings of connection tracking under {@code net.netfilter} (nf_conntrack_standalone.c). */
final class ConntrackSysctls {
  private static final Sysctls.Table<Conntrack> TABLE =
      new Sysctls.Table<Conntrack>()
          .withReadOnly("net.netfilter.nf_conntrack_count", its -> "" + its.count())
          .with(
              "net.netfilter.nf_conntrack_max",
              its -> "" + its.settings().max(),
              (its, value) -> its.settings().setMax(positive(value)))
          .with(
              "net.netfilter.nf_conntrack_tcp_loose",
              its -> its.settings().isTcpLoose() ? "1" : "0",
              (its, value) -> its.settings().setTcpLoose(positive(value) != 0));

  static {
    for (ConntrackTimer timer : ConntrackTimer.values()) {
      TABLE.with(
          "net.netfilter." + timer.sysctl(),
          its -> "" + its.settings().seconds(timer),
          (its, value) -> its.settings().setSeconds(timer, positive(value)));
    }
  }

  private ConntrackSysctls() {}

  static void register(Sysctls sysctls, Conntrack conntrack) {
    sysctls.register(TABLE, conntrack);
  }

  private static int positive(String value) {
    int number = Integer.parseInt(value);
    if (number < 0) {
      throw new IllegalArgumentException(value);
    }
    return number;
  }
}

package passerelle.sim.netns;

import java.util.Arrays;
import java.util.List;
import passerelle.sim.core.Sysctls;
import passerelle.sim.netfilter.Conntrack;
import passerelle.sim.netfilter.ConntrackSettings;
import passerelle.sim.netfilter.ConntrackTimer;

/** The settings of connection tracking under {@code net.netfilter} (nf_conntrack_standalone.c). */
final class ConntrackSysctls {
  private static final List<String> TIMERS =
      Arrays.stream(ConntrackTimer.values()).map(ConntrackTimer::sysctl).toList();

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
    sysctls.register(
        "net.netfilter",
        new Sysctls.Table(
            TIMERS,
            place -> "" + settings.seconds(ConntrackTimer.values()[place]),
            (value, place) ->
                settings.setSeconds(ConntrackTimer.values()[place], positive(value))));
  }

  private static int positive(String value) {
    int number = Integer.parseInt(value);
    if (number < 0) {
      throw new IllegalArgumentException(value);
    }
    return number;
  }
}

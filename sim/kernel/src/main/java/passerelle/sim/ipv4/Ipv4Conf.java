package passerelle.sim.ipv4;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.sim.core.Sysctls;
import passerelle.sim.ip.SysctlNumber;
import passerelle.sim.link.Device;
import passerelle.text.WordList;

/**
 * The settings under {@code net.ipv4.conf} (net/ipv4/devinet.c): {@code all}, {@code default}, and
 * one set for every device, which starts as a copy of {@code default}. All are integers of any
 * value, as in the kernel.
 */
public final class Ipv4Conf implements Sysctls.Directories<Ipv4Conf.Settings> {

  /** Those that something here obeys; the others are in the userland's table of constants. */
  private static final List<String> NAMES =
      WordList.of(
          """
          accept_local accept_redirects arp_announce arp_ignore arp_notify forwarding
          ignore_routes_with_linkdown promote_secondaries proxy_arp route_localnet rp_filter
          send_redirects
          """);

  private static final int FORWARDING = NAMES.indexOf("forwarding");
  private static final int ACCEPT_REDIRECTS = NAMES.indexOf("accept_redirects");
  private static final int RP_FILTER = NAMES.indexOf("rp_filter");
  private static final int ROUTE_LOCALNET = NAMES.indexOf("route_localnet");
  private static final int ACCEPT_LOCAL = NAMES.indexOf("accept_local");
  private static final int PROXY_ARP = NAMES.indexOf("proxy_arp");
  private static final int ARP_IGNORE = NAMES.indexOf("arp_ignore");
  private static final int ARP_ANNOUNCE = NAMES.indexOf("arp_announce");
  private static final int SEND_REDIRECTS = NAMES.indexOf("send_redirects");
  private static final int PROMOTE_SECONDARIES = NAMES.indexOf("promote_secondaries");
  private static final int IGNORE_ROUTES_WITH_LINKDOWN =
      NAMES.indexOf("ignore_routes_with_linkdown");

  private static final Sysctls.Table<Settings> TABLE = new Sysctls.Table<>();
  private static final Sysctls.Table<Ipv4Conf> FORWARD =
      new Sysctls.Table<Ipv4Conf>()
          .with(
              "net.ipv4.ip_forward",
              conf -> "" + conf.all[FORWARDING],
              (conf, value) -> conf.set(conf.all, FORWARDING, value));

  static {
    for (int i = 0; i < NAMES.size(); i++) {
      int setting = i;
      TABLE.with(
          NAMES.get(setting),
          its -> "" + its.values[setting],
          (its, value) -> its.conf.set(its.values, setting, value));
    }
  }

  private final int[] all = new int[NAMES.size()];
  private final int[] defaults = new int[NAMES.size()];

  private final List<Device> devices = new ArrayList<>();

  /** One set. */
  record Settings(Ipv4Conf conf, int[] values) {}

  Ipv4Conf(Sysctls sysctls) {
    for (int[] settings : List.of(all, defaults)) {
      settings[ACCEPT_REDIRECTS] = 1;
      settings[SEND_REDIRECTS] = 1;
    }
    sysctls.register("net.ipv4.conf.", this, TABLE);
    sysctls.register(FORWARD, this);
  }

  @Override
  public Stream<String> names() {
    return Stream.concat(Stream.of("all", "default"), devices.stream().map(Device::name));
  }

  @Override
  public Optional<Settings> find(String name) {
    Optional<int[]> found =
        switch (name) {
          case "all" -> Optional.of(all);
          case "default" -> Optional.of(defaults);
          default ->
              devices.stream()
                  .filter(device -> device.name().equals(name))
                  .findFirst()
                  .map(Device::ipv4Conf);
        };
    return found.map(values -> new Settings(this, values));
  }

  /** Gives a device its settings ({@code inetdev_init}). */
  void addDevice(Device device) {
    device.setIpv4Conf(defaults.clone());
    devices.add(device);
  }

  void removeDevice(Device device) {
    devices.remove(device);
    device.setIpv4Conf(defaults);
  }

  private int of(Device device, int setting) {
    return device.ipv4Conf()[setting];
  }

  private boolean either(Device device, int setting) {
    return all[setting] != 0 || of(device, setting) != 0;
  }

  private int larger(Device device, int setting) {
    return Math.max(all[setting], of(device, setting));
  }

  /** Whether packets that came in by the device may be forwarded ({@code IN_DEV_FORWARD}). */
  public boolean forwarding(Device device) {
    return of(device, FORWARDING) != 0;
  }

  /** 0 off, 1 strict, 2 loose: the larger of the device's and all's ({@code IN_DEV_RPFILTER}). */
  public int rpFilter(Device device) {
    return larger(device, RP_FILTER);
  }

  public boolean routeLocalnet(Device device) {
    return either(device, ROUTE_LOCALNET);
  }

  public boolean acceptLocal(Device device) {
    return either(device, ACCEPT_LOCAL);
  }

  public boolean proxyArp(Device device) {
    return either(device, PROXY_ARP);
  }

  public int arpIgnore(Device device) {
    return larger(device, ARP_IGNORE);
  }

  public int arpAnnounce(Device device) {
    return larger(device, ARP_ANNOUNCE);
  }

  public boolean sendRedirects(Device device) {
    return either(device, SEND_REDIRECTS);
  }

  /**
   * A secondary address takes the place of its primary one ({@code IN_DEV_PROMOTE_SECONDARIES}).
   */
  public boolean promoteSecondaries(Device device) {
    return either(device, PROMOTE_SECONDARIES);
  }

  /** Whether routes by a device without carrier are passed over. */
  public boolean ignoresRoutesWithLinkdown(Device device) {
    return either(device, IGNORE_ROUTES_WITH_LINKDOWN);
  }

  /**
   * A router needs both all's and the device's say, a host one of them ({@code
   * IN_DEV_RX_REDIRECTS}).
   */
  public boolean acceptsRedirects(Device device) {
    boolean own = of(device, ACCEPT_REDIRECTS) != 0;
    boolean everywhere = all[ACCEPT_REDIRECTS] != 0;
    return forwarding(device) ? everywhere && own : everywhere || own;
  }

  private void set(int[] settings, int setting, String text) {
    int value = SysctlNumber.parse(text);
    int before = settings[setting];
    settings[setting] = value;
    if (settings == all && setting == FORWARDING && value != before) {
      forwardEverywhere(value);
    }
  }

  /** The machine becomes a router or ceases to be one ({@code inet_forward_change}). */
  private void forwardEverywhere(int value) {
    all[ACCEPT_REDIRECTS] = value == 0 ? 1 : 0;
    defaults[FORWARDING] = value;
    devices.forEach(device -> device.ipv4Conf()[FORWARDING] = value);
  }
}

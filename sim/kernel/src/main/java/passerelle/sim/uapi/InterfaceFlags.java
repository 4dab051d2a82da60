package passerelle.sim.uapi;

import java.util.ArrayList;
import java.util.List;

/** The flags of a device (include/uapi/linux/if.h, {@code IFF_...}). */
public final class InterfaceFlags {
  public static final int UP = 0x1;
  public static final int BROADCAST = 0x2;
  public static final int LOOPBACK = 0x8;
  public static final int POINTOPOINT = 0x10;
  public static final int RUNNING = 0x40;
  public static final int NOARP = 0x80;
  public static final int PROMISC = 0x100;
  public static final int ALLMULTI = 0x200;
  public static final int MULTICAST = 0x1000;
  public static final int LOWER_UP = 0x10000;

  private InterfaceFlags() {}

  /** Their names in iproute2's order (ip/ipaddress.c:print_link_flags), RUNNING left out. */
  public static List<String> names(int flags) {
    List<String> names = new ArrayList<>();
    if ((flags & UP) != 0 && (flags & RUNNING) == 0) {
      names.add("NO-CARRIER");
    }
    add(names, flags, LOOPBACK, "LOOPBACK");
    add(names, flags, BROADCAST, "BROADCAST");
    add(names, flags, POINTOPOINT, "POINTOPOINT");
    add(names, flags, MULTICAST, "MULTICAST");
    add(names, flags, NOARP, "NOARP");
    add(names, flags, ALLMULTI, "ALLMULTI");
    add(names, flags, PROMISC, "PROMISC");
    add(names, flags, UP, "UP");
    add(names, flags, LOWER_UP, "LOWER_UP");
    return names;
  }

  private static void add(List<String> names, int flags, int flag, String name) {
    if ((flags & flag) != 0) {
      names.add(name);
    }
  }
}

package passerelle.sim.userland.dns;

import passerelle.sim.process.Toolset;

/** The programs of this package, in the two flavours that places have. */
public final class DnsTools {
  private DnsTools() {}

  /** BIND's dig, host and nslookup, and the C library's getent. */
  public static Toolset debian() {
    return Toolset.builder().build();
  }

  /** BusyBox's. */
  public static Toolset busybox() {
    return Toolset.builder().build();
  }
}

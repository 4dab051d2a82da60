package passerelle.sim.userland.dns;

import passerelle.sim.process.Toolset;

/** The programs of this package, in the two flavours that places have. */
public final class DnsTools {
  private static final String BIN = "/usr/bin";

  private DnsTools() {}

  /** BIND's dig, host and nslookup, and the C library's getent. */
  public static Toolset debian() {
    return Toolset.builder()
        .add(BIN, new Dig(), "dig")
        .add(BIN, new Drill(), "drill")
        .add(BIN, new Host(), "host")
        .add(BIN, new Nslookup(), "nslookup")
        .add(BIN, new Getent(), "getent")
        .build();
  }

  /** Alpine's, which has musl's utilities beside BusyBox. */
  public static Toolset alpine() {
    return Toolset.builder().add(BIN, new MuslGetent(), "getent").build();
  }

  /** BusyBox's. */
  public static Toolset busybox() {
    return Toolset.builder().add("/bin", new BusyboxNslookup(), "nslookup").build();
  }
}

package passerelle.sim.userland.traceroute;

import passerelle.sim.process.Toolset;

/** The programs of this package, in the two flavours that places have. */
public final class PathTools {
  private PathTools() {}

  /** traceroute 2.1 and iputils' tracepath. */
  public static Toolset debian() {
    return Toolset.builder()
        .add("/usr/sbin", new Traceroute(), "traceroute")
        .add("/usr/bin", new Tracepath(), "tracepath")
        .build();
  }

  /** BusyBox's. */
  public static Toolset busybox() {
    return Toolset.builder().add("/bin", new BusyboxTraceroute(), "traceroute").build();
  }
}

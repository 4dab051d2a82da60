package passerelle.sim.userland;

import passerelle.sim.process.Toolset;
import passerelle.sim.userland.http.Curl;
import passerelle.sim.userland.http.Httpd;
import passerelle.sim.userland.ping.Ping;

/** The tools that talk over the network, in the two flavours that places have. */
public final class NetworkTools {
  private static final String BIN = "/usr/bin";

  private NetworkTools() {}

  /** iputils, curl, wget, OpenBSD's nc, BIND's tools and Dmitry Butskoy's traceroute. */
  public static Toolset debian() {
    return Toolset.builder()
        .add(BIN, new Ping(), "ping")
        .add(BIN, new Curl(), "curl")
        .add(BIN, new Httpd(), "httpd")
        .build();
  }

  /** BusyBox's. */
  public static Toolset busybox() {
    return Toolset.builder().build();
  }
}

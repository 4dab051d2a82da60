package passerelle.sim.userland.ip;

import java.math.BigDecimal;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.Printer;

/**
 * What {@code ip -d} adds to a device: its kind with the kind's settings, those that it has as part
 * of its master, and the limits of its queues (ip/ipaddress.c:print_linktype). What the simulation
 * has no notion of shows the kernel's initial value.
 */
record LinkDetails(Printer out, boolean linkCommand) {
  private static final String QUEUES =
      "gso_max_size 65536 gso_max_segs 65535 tso_max_size TSO tso_max_segs 65535"
          + " gro_max_size 65536 gso_ipv4_max_size 65536 gro_ipv4_max_size 65536";

  private static final BigDecimal NO_TIME = new BigDecimal("0.00");

  void print(LinkInfo device) {
    out.any("promiscuity", device.promiscuity(), " promiscuity %d ", device.promiscuity());
    out.any("allmulti", device.allMulticast(), "allmulti %d ", device.allMulticast());
    out.any("min_mtu", device.leastMtu(), "minmtu %d ", device.leastMtu());
    out.any("max_mtu", device.mostMtu(), "maxmtu %d ", device.mostMtu());
    if (!device.isLoopback()) {
      out.openObject("linkinfo");
      out.newLine();
      out.any("info_kind", device.kind(), "    %s ", device.kind());
      LinkUtil.of(device.kind()).ifPresent(util -> util.print(this, device));
      if (device.port().isPresent()) {
        LinkUtil.of("bridge_slave").orElseThrow().print(this, device);
      }
      out.closeObject();
    }
    if (linkCommand) {
      out.any("inet6_addr_gen_mode", "eui64", "addrgenmode %s ", "eui64");
    }
    int queues = device.queues();
    out.any("num_tx_queues", queues, "numtxqueues %d ", queues);
    out.any("num_rx_queues", queues, "numrxqueues %d ", queues);
    settings(QUEUES.replace("TSO", "" + device.segmentationLimit()));
  }

  /** Words and values by turns; a word {@code a=b} is {@code a} in text and {@code b} in JSON. */
  void settings(String list) {
    String[] words = list.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      String[] keys = words[i].split("=", -1);
      String value = words[i + 1];
      String key = keys[keys.length - 1];
      if (!key.isEmpty()) {
        boolean flag = value.equals("on") || value.equals("off");
        out.json(key, flag ? (Object) value.equals("on") : Integer.valueOf(value));
      }
      out.text("%s %s ", keys[0], value);
    }
  }

  void timer(String key) {
    out.json(key, NO_TIME);
    out.text("%s    0.00 ", key);
  }
}

package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.Resources;

/** Bridges (ip/iplink_bridge.c). */
final class BridgeUtil extends LinkUtil {
  /** The unit of a bridge's times ({@code USER_HZ}), in nanoseconds. */
  static final long CENTISECOND = 10_000_000;

  private static final String TIMES =
      "forward_delay 1500 hello_time 200 max_age 2000 ageing_time AGEING stp_state 0"
          + " priority 32768 vlan_filtering 0";

  private static final String STATE =
      "root_port 0 root_path_cost 0 topology_change 0 topology_change_detected 0";

  private static final String MULTICAST = Resources.text(BridgeUtil.class, "bridge-multicast.txt");

  @Override
  LinkKind parse(KernelView kernel, LinkWords words, Words line) throws ToolFailure {
    while (line.hasNext() && (line.peek().equals("ageing_time") || takesUsual(line))) {
      if (line.hasNext() && line.peek().equals("ageing_time")) {
        line.next();
        words.ageingTime = Optional.of(ageingTime(line));
      }
    }
    return new LinkKind.Bridge();
  }

  /** Takes a setting that follows with the value that it has anyway; whether one did. */
  static boolean takesUsual(Words line) throws ToolFailure {
    List<String> rest = line.rest();
    boolean usual =
        rest.size() > 1
            && (" " + TIMES + " ").contains(" " + rest.get(0) + " " + rest.get(1) + " ");
    if (usual) {
      line.next();
      line.next();
    }
    return usual;
  }

  /** The next word, hundredths of a second, in nanoseconds. */
  static long ageingTime(Words line) throws ToolFailure {
    String complaint = "invalid ageing_time";
    return Words.number(line.argument(), 0xffff_ffffL, complaint) * CENTISECOND;
  }

  @Override
  void print(LinkDetails details, LinkInfo device) {
    Printer out = details.out();
    out.openObject("info_data");
    LinkData.Bridge data = (LinkData.Bridge) device.data();
    details.settings(TIMES.replace("AGEING", "" + data.ageingTime() / CENTISECOND));
    String id = bridgeId(device.mac());
    out.any("bridge_id", id, "bridge_id %s ", id);
    out.any("root_id", id, "designated_root %s ", id);
    details.settings(STATE);
    details.timer("hello_timer");
    details.timer("tcn_timer");
    details.timer("topology_change_timer");
    details.timer("gc_timer");
    int learned = data.learned();
    out.any("fdb_n_learned", learned, "fdb_n_learned %d ", learned);
    out.any("fdb_max_learned", 0, "fdb_max_learned 0 ");
    out.any("group_fwd_mask", "0", "group_fwd_mask 0 ");
    out.any("group_addr", "01:80:c2:00:00:00", "group_address 01:80:c2:00:00:00 ");
    details.settings(MULTICAST);
    out.closeObject();
  }

  /** {@code 8000.2:42:ac:11:0:2}: priority and address, octets without leading zeros. */
  static String bridgeId(MacAddress mac) {
    StringBuilder id = new StringBuilder("8000.");
    for (byte octet : mac.toBytes()) {
      id.append("%x:".formatted(octet & 0xff));
    }
    return id.substring(0, id.length() - 1);
  }
}

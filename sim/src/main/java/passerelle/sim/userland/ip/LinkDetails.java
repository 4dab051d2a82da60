package passerelle.sim.userland.ip;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.bridge.BridgePort;
import passerelle.sim.link.Device;
import passerelle.sim.link.Tun;
import passerelle.sim.link.Vlan;
import passerelle.sim.netns.LinkReport;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;

/**
 * What {@code ip -d} adds to a device: its kind with the kind's settings, those of a bridge port,
 * and the limits of its queues (ip/ipaddress.c:print_linktype, iplink_bridge.c,
 * iplink_bridge_slave.c). What the simulation has no notion of shows the kernel's initial value.
 */
final class LinkDetails {
  /** Settings of a bridge; a word {@code a=b} is {@code a} in text and {@code b} in JSON. */
  private static final String BRIDGE_TIMES =
      "forward_delay 1500 hello_time 200 max_age 2000 ageing_time 30000 stp_state 0"
          + " priority 32768 vlan_filtering 0";

  private static final String BRIDGE_STATE =
      "root_port 0 root_path_cost 0 topology_change 0 topology_change_detected 0";

  private static final String BRIDGE_MULTICAST =
      "mcast_snooping 1 no_linklocal_learn 0 mcast_vlan_snooping 0 mst_enabled 0 mcast_router 1"
          + " mcast_query_use_ifaddr 0 mcast_querier 0 mcast_hash_elasticity 16"
          + " mcast_hash_max 4096 mcast_last_member_count=mcast_last_member_cnt 2"
          + " mcast_startup_query_count=mcast_startup_query_cnt 2"
          + " mcast_last_member_interval=mcast_last_member_intvl 100"
          + " mcast_membership_interval=mcast_membership_intvl 26000"
          + " mcast_querier_interval=mcast_querier_intvl 25500"
          + " mcast_query_interval=mcast_query_intvl 12500"
          + " mcast_query_response_interval=mcast_query_response_intvl 1000"
          + " mcast_startup_query_interval=mcast_startup_query_intvl 3124"
          + " mcast_stats_enabled 0 mcast_igmp_version 2 mcast_mld_version 1"
          + " nf_call_iptables 0 nf_call_ip6tables 0 nf_call_arptables 0";

  private static final String PORT_FLAGS =
      "guard off root_block off fastleave off learning on flood on";

  private static final String PORT_MORE =
      "topology_change_ack 0 config_pending 0 proxy_arp off proxy_arp_wifi off"
          + " mcast_router=multicast_router 1 mcast_fast_leave= off mcast_flood on bcast_flood on"
          + " mcast_to_unicast off neigh_suppress off neigh_vlan_suppress off";

  private static final String PORT_LAST = "vlan_tunnel off isolated off locked off mab off";

  private static final String QUEUES =
      "gso_max_size 65536 gso_max_segs 65535 tso_max_size TSO tso_max_segs 65535"
          + " gro_max_size 65536 gso_ipv4_max_size 65536 gro_ipv4_max_size 65536";

  private static final BigDecimal NO_TIME = new BigDecimal("0.00");

  private final KernelView kernel;
  private final Printer out;
  private final boolean linkCommand;

  LinkDetails(KernelView kernel, Printer out, boolean linkCommand) {
    this.kernel = kernel;
    this.out = out;
    this.linkCommand = linkCommand;
  }

  void print(LinkReport link) {
    Device device = link.device();
    Optional<BridgePort> port = BridgePort.of(device);
    int promiscuity = (port.isPresent() ? 1 : 0) + (link.attributes().isPromiscuous() ? 1 : 0);
    int allMulticast = (port.isPresent() ? 1 : 0) + (link.attributes().isAllMulticast() ? 1 : 0);
    out.any("promiscuity", promiscuity, " promiscuity %d ", promiscuity);
    out.any("allmulti", allMulticast, "allmulti %d ", allMulticast);
    out.any("min_mtu", device.leastMtu(), "minmtu %d ", device.leastMtu());
    out.any("max_mtu", device.mostMtu(), "maxmtu %d ", device.mostMtu());
    if (!device.isLoopback()) {
      out.openObject("linkinfo");
      out.newLine();
      out.any("info_kind", device.kind(), "    %s ", device.kind());
      if (device instanceof Bridge bridge) {
        printBridge(bridge);
      } else if (device instanceof Vlan vlan) {
        printVlan(vlan);
      } else if (device instanceof Tun tun) {
        printTun(tun);
      }
      port.ifPresent(this::printPort);
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

  private void settings(String list) {
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

  private void timer(String key) {
    out.json(key, NO_TIME);
    out.text("%s    0.00 ", key);
  }

  private void printBridge(Bridge bridge) {
    out.openObject("info_data");
    settings(BRIDGE_TIMES);
    String id = bridgeId(bridge.mac());
    out.any("bridge_id", id, "bridge_id %s ", id);
    out.any("root_id", id, "designated_root %s ", id);
    settings(BRIDGE_STATE);
    timer("hello_timer");
    timer("tcn_timer");
    timer("topology_change_timer");
    timer("gc_timer");
    long learned =
        bridge.fdb().entries(kernel.now()).stream().filter(e -> !e.isPermanent()).count();
    out.any("fdb_n_learned", learned, "fdb_n_learned %d ", learned);
    out.any("fdb_max_learned", 0, "fdb_max_learned 0 ");
    out.any("group_fwd_mask", "0", "group_fwd_mask 0 ");
    out.any("group_addr", "01:80:c2:00:00:00", "group_address 01:80:c2:00:00:00 ");
    settings(BRIDGE_MULTICAST);
    out.closeObject();
  }

  private void printVlan(Vlan vlan) {
    out.openObject("info_data");
    out.any("protocol", "802.1Q", "protocol %s ", "802.1Q");
    out.any("id", vlan.id(), "id %d ", vlan.id());
    out.json("flags", List.of("REORDER_HDR"));
    out.text("<REORDER_HDR> ");
    out.closeObject();
  }

  private void printTun(Tun tun) {
    out.openObject("info_data");
    out.any("type", tun.mode(), "type %s ", tun.mode());
    out.json("pi", false);
    out.json("vnet_hdr", false);
    out.json("multi_queue", false);
    out.json("persist", true);
    out.text("pi off vnet_hdr off persist on ");
    tun.user().ifPresent(id -> owner("user", id));
    tun.group().ifPresent(id -> owner("group", id));
    out.closeObject();
  }

  private void owner(String kind, int id) {
    Object shown = id == 0 ? (Object) "root" : Integer.valueOf(id);
    out.any(kind, shown, "%s %s ", kind, shown);
  }

  private void printPort(BridgePort port) {
    Bridge bridge = port.bridge();
    String state = port.isForwarding() ? "forwarding" : "disabled";
    String number = "0x" + Integer.toHexString(port.number());
    String portId = "0x" + Integer.toHexString(0x8000 + port.number());
    String id = bridgeId(bridge.mac());
    out.newLine();
    out.any("info_slave_kind", "bridge", "    bridge_slave ");
    out.openObject("info_slave_data");
    out.any("state", state, "state %s ", state);
    settings("priority 32 cost 2 hairpin " + (port.isHairpin() ? "on" : "off"));
    settings(PORT_FLAGS);
    out.any("id", portId, "port_id %s ", portId);
    out.any("no", number, "port_no %s ", number);
    settings("designated_port " + (0x8000 + port.number()) + " designated_cost 0");
    out.any("bridge_id", id, "designated_bridge %s ", id);
    out.any("root_id", id, "designated_root %s ", id);
    timer("hold_timer");
    timer("message_age_timer");
    timer("forward_delay_timer");
    settings(PORT_MORE);
    out.any("group_fwd_mask", "0", "group_fwd_mask 0 ");
    out.any("group_fwd_mask_str", "0x0", "group_fwd_mask_str 0x0 ");
    settings(PORT_LAST);
    out.closeObject();
  }

  /** {@code 8000.2:42:ac:11:0:2}: priority and address, octets without leading zeros. */
  private static String bridgeId(MacAddress mac) {
    StringBuilder id = new StringBuilder("8000.");
    for (byte octet : mac.toBytes()) {
      id.append(String.format(Locale.ROOT, "%x:", octet & 0xff));
    }
    return id.substring(0, id.length() - 1);
  }
}

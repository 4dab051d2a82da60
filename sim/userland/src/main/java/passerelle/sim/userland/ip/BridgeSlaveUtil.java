package passerelle.sim.userland.ip;

import passerelle.kernel.op.LinkKind;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.PortFlag;
import passerelle.sim.uapi.PortInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** Devices as ports of a bridge (ip/iplink_bridge_slave.c). */
final class BridgeSlaveUtil extends LinkUtil {
  private static final String MORE =
      "topology_change_ack 0 config_pending 0 proxy_arp off proxy_arp_wifi off"
          + " mcast_router=multicast_router 1 mcast_fast_leave= off";
  private static final String SUPPRESSION =
      "mcast_to_unicast off neigh_suppress off neigh_vlan_suppress off";

  private static final String LAST = "locked off mab off";

  @Override
  LinkKind parse(KernelView kernel, LinkWords words, Words line) throws ToolFailure {
    throw ToolFailure.notModelled("ip", "devices of type bridge_slave");
  }

  @Override
  void print(LinkDetails details, LinkInfo device) {
    PortInfo port = device.port().orElseThrow();
    Printer out = details.out();
    String state = port.state();
    String number = "0x" + Integer.toHexString(port.number());
    String portId = "0x" + Integer.toHexString(port.id());
    String id = BridgeUtil.bridgeId(port.bridgeMac());
    out.newLine();
    out.any("info_slave_kind", "bridge", "    bridge_slave ");
    out.openObject("info_slave_data");
    out.any("state", state, "state %s ", state);
    details.settings(
        "priority " + port.priority() + " cost " + port.cost() + " " + port.flag(PortFlag.HAIRPIN));
    details.settings("guard off root_block off fastleave off");
    details.settings(port.flag(PortFlag.LEARNING) + " " + port.flag(PortFlag.FLOOD));
    out.any("id", portId, "port_id %s ", portId);
    out.any("no", number, "port_no %s ", number);
    details.settings("designated_port " + port.id() + " designated_cost 0");
    out.any("bridge_id", id, "designated_bridge %s ", id);
    out.any("root_id", id, "designated_root %s ", id);
    details.timer("hold_timer");
    details.timer("message_age_timer");
    details.timer("forward_delay_timer");
    details.settings(MORE);
    details.settings(port.flag(PortFlag.MCAST_FLOOD) + " " + port.flag(PortFlag.BCAST_FLOOD));
    details.settings(SUPPRESSION);
    out.any("group_fwd_mask", "0", "group_fwd_mask 0 ");
    out.any("group_fwd_mask_str", "0x0", "group_fwd_mask_str 0x0 ");
    details.settings("vlan_tunnel off " + port.flag(PortFlag.ISOLATED));
    details.settings(LAST);
    out.closeObject();
  }
}

package passerelle.sim.userland.ip;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/**
 * What ip knows of a kind of device ({@code struct link_util}, ip/iplink_*.c): how its settings are
 * typed and shown.
 */
abstract class LinkUtil {
  private static final Map<String, Supplier<LinkUtil>> KINDS =
      Map.of(
          "bridge", BridgeUtil::new,
          "bridge_slave", BridgeSlaveUtil::new,
          "dummy", DummyUtil::new,
          "ipvlan", IpvlanUtil::new,
          "macvlan", MacvlanUtil::new,
          "tun", TunUtil::new,
          "veth", VethUtil::new,
          "vlan", VlanUtil::new,
          "vxlan", VxlanUtil::new);

  /** What is known of a kind, by the word behind {@code type} ({@code get_link_kind}). */
  static Optional<LinkUtil> of(String kind) {
    return Optional.ofNullable(KINDS.get(kind)).map(Supplier::get);
  }

  /**
   * Reads the words behind {@code type KIND} of {@code ip link add} ({@code parse_opt}).
   *
   * @param words what stands before them
   */
  abstract LinkKind parse(KernelView kernel, LinkWords words, Words line) throws ToolFailure;

  /** Does what else was asked, once the device is there. */
  void configure(KernelView kernel, LinkInfo device) throws KernelException, ToolFailure {}

  /** Shows the settings of a device of the kind ({@code print_opt}). */
  void print(LinkDetails details, LinkInfo device) {}
}

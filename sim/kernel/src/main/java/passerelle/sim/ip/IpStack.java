package passerelle.sim.ip;

import java.util.Arrays;
import passerelle.packet.L3Packet;
import passerelle.packet.VlanPacket;
import passerelle.sim.core.Machine;
import passerelle.sim.core.Sysctls;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.netfilter.Hooks;
import passerelle.trace.DropReason;

/**
 * What the address families of one namespace share: its devices' addresses, its counters, and who
 * takes which kind of packet ({@code ptype_base}).
 */
public final class IpStack implements Device.FrameHandler {
  private final Machine machine;
  private final String netns;
  private final Hooks hooks;
  private final Device loopback;
  private final Sysctls sysctls;
  private final Mib mib = new Mib();
  private final InterfaceAddresses addresses = new InterfaceAddresses();

  /** Who takes which packets ({@code struct packet_type}): the kinds, and each one's protocol. */
  private Class<?>[] kinds = {};

  private Device.FrameHandler[] protocols = {};

  /**
   * A stack without addresses and protocols.
   *
   * @param netns name of the namespace
   * @param hooks the namespace's netfilter
   * @param loopback its {@code lo}
   */
  public IpStack(Machine machine, String netns, Hooks hooks, Device loopback, Sysctls sysctls) {
    this.machine = machine;
    this.netns = netns;
    this.hooks = hooks;
    this.loopback = loopback;
    this.sysctls = sysctls;
  }

  /** Has a protocol take the packets of a kind ({@code dev_add_pack}). */
  public void register(Class<? extends L3Packet> kind, Device.FrameHandler protocol) {
    int count = kinds.length;
    kinds = Arrays.copyOf(kinds, count + 1);
    kinds[count] = kind;
    protocols = Arrays.copyOf(protocols, count + 1);
    protocols[count] = protocol;
  }

  /** A frame for this namespace's protocols ({@code __netif_receive_skb_core}). */
  @Override
  public void receive(Device device, Skb skb) {
    if (skb.isDamaged()) {
      mib.count(Counter.IP_IN_CHECKSUM_ERRORS);
      skb.drop(device, "ip_rcv", DropReason.IP_CSUM, device.name());
      return;
    }
    Class<?> kind = skb.packet().getClass();
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == kind) {
        protocols[i].receive(device, skb);
        return;
      }
    }
    if (skb.packet() instanceof VlanPacket tagged) {
      skb.drop(device, "__netif_receive_skb_core", DropReason.OTHERHOST, "VLAN " + tagged.id());
    } else {
      unhandled(device, skb);
    }
  }

  /** Drops a packet that no protocol takes. */
  public void unhandled(Device device, Skb skb) {
    skb.drop(
        device,
        "__netif_receive_skb_core",
        DropReason.UNHANDLED_PROTO,
        String.format("ethertype 0x%04x", skb.packet().etherType()));
  }

  public Machine machine() {
    return machine;
  }

  public String netns() {
    return netns;
  }

  public Hooks hooks() {
    return hooks;
  }

  public Device loopback() {
    return loopback;
  }

  public Sysctls sysctls() {
    return sysctls;
  }

  /** What the namespace has counted. */
  public Mib mib() {
    return mib;
  }

  /** The addresses of both families that its devices have. */
  public InterfaceAddresses addresses() {
    return addresses;
  }
}

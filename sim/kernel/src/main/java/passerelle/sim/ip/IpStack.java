package passerelle.sim.ip;

import passerelle.packet.ArpPacket;
import passerelle.packet.EtherType;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Ipv6Packet;
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

  /** Who takes which packets ({@code struct packet_type}). */
  private Device.FrameHandler ipv4 = this::unhandled;

  private Device.FrameHandler ipv6 = this::unhandled;
  private Device.FrameHandler arp = this::unhandled;

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

  /** Has a protocol take the packets of a type ({@code dev_add_pack}). */
  public void register(int etherType, Device.FrameHandler protocol) {
    switch (etherType) {
      case EtherType.IPV4 -> ipv4 = protocol;
      case EtherType.IPV6 -> ipv6 = protocol;
      default -> arp = protocol;
    }
  }

  /** A frame for this namespace's protocols ({@code __netif_receive_skb_core}). */
  @Override
  public void receive(Device device, Skb skb) {
    if (skb.isDamaged()) {
      mib.count(Counter.IP_IN_CHECKSUM_ERRORS);
      skb.drop(device, "ip_rcv", DropReason.IP_CSUM, device.name());
      return;
    }
    L3Packet packet = skb.packet();
    if (packet instanceof Ipv4Packet) {
      ipv4.receive(device, skb);
    } else if (packet instanceof Ipv6Packet) {
      ipv6.receive(device, skb);
    } else if (packet instanceof ArpPacket) {
      arp.receive(device, skb);
    } else {
      unhandled(device, skb);
    }
  }

  /** Drops a packet that no protocol takes. */
  private void unhandled(Device device, Skb skb) {
    if (skb.packet() instanceof VlanPacket tagged) {
      skb.drop(device, "__netif_receive_skb_core", DropReason.OTHERHOST, "VLAN " + tagged.id());
      return;
    }
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

package passerelle.sim.link;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind.Ipvlan.Flag;
import passerelle.kernel.op.LinkKind.Ipvlan.Mode;
import passerelle.packet.ArpPacket;
import passerelle.packet.IpPacket;
import passerelle.packet.L3Packet;

/**
 * What stands between a device and the guests that share its address ({@code struct ipvl_port}):
 * each packet that comes in is for the guest that has its destination, and what is for all is for
 * all of them and the device itself.
 */
public final class IpvlanPort extends WirePort<Ipvlan> {
  private final Addressing addressing;
  private Mode mode = Mode.L3;
  private Flag flag = Flag.BRIDGE;

  /** What the port must know of the stacks around it. */
  public interface Addressing {
    /** Whether a guest has an address, wherever it is. */
    boolean has(Device guest, IpAddress address);

    /**
     * Sends a packet by the routes of a device's machine, over that device.
     *
     * @return false when it was dropped at once
     */
    boolean route(Device out, Skb skb);
  }

  private IpvlanPort(Device lower, Addressing addressing) {
    super(lower);
    this.addressing = addressing;
  }

  /**
   * The port of a device, made where there is none yet.
   *
   * @throws KernelException EINVAL or EBUSY, see {@link WirePort#at}
   */
  public static IpvlanPort at(Device lower, Addressing addressing) throws KernelException {
    return WirePort.at(lower, IpvlanPort.class, () -> new IpvlanPort(lower, addressing));
  }

  Mode mode() {
    return mode;
  }

  Flag flag() {
    return flag;
  }

  /** Mode and flag are those of all guests, the last one made decides ({@code set_port_mode}). */
  public void set(Mode newMode, Flag newFlag) {
    mode = newMode;
    flag = newFlag;
    guests().forEach(guest -> guest.setArp(mode == Mode.L2));
  }

  @Override
  void add(Ipvlan guest) {
    super.add(guest);
    guest.setArp(mode == Mode.L2);
  }

  /** The guest that a packet is for ({@code ipvlan_addr_lookup}). */
  Optional<Ipvlan> guest(L3Packet packet) {
    Optional<IpAddress> to = Optional.empty();
    if (packet instanceof IpPacket ip) {
      to = Optional.of(ip.destination());
    } else if (packet instanceof ArpPacket arp) {
      to = Optional.of(arp.targetIp());
    }
    return to.flatMap(
        address -> guests().stream().filter(g -> addressing.has(g, address)).findFirst());
  }

  /** See ipvlan_core.c:ipvlan_handle_mode_l2 and ipvlan_handle_mode_l3. */
  @Override
  public boolean handleFrame(Skb skb) {
    if (mode == Mode.L2 && skb.destination().isMulticast()) {
      later(skb, this::floodFromWire);
      return false;
    }
    Optional<Ipvlan> to = guest(skb.packet());
    to.ifPresent(guest -> guest.receive(skb));
    return to.isPresent();
  }

  private void floodFromWire(Skb skb) {
    guests().stream().filter(Device::isUp).forEach(guest -> guest.receive(skb.copy()));
  }

  /** Gives what a guest sends to all to the others. */
  void flood(Ipvlan sender, Skb skb) {
    for (Ipvlan guest : guests()) {
      if (guest != sender && guest.isUp() && flag != Flag.PRIVATE) {
        sender.pass(guest, skb.copy());
      }
    }
  }

  /** See ipvlan_core.c:ipvlan_process_outbound. */
  boolean route(Skb skb) {
    return addressing.route(lower(), skb);
  }
}

package passerelle.sim.socket;

import java.util.Optional;
import java.util.function.Consumer;
import passerelle.kernel.KernelException;
import passerelle.packet.EthernetFrame;
import passerelle.sim.ip.InterfaceAddresses;
import passerelle.sim.ip.NetdevNotifier;
import passerelle.sim.link.Device;
import passerelle.sim.link.PacketTap;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.HardwareType;

/**
 * A packet socket that sees all frames, those that go and those that come ({@code ETH_P_ALL}): of
 * one device, or of all of a namespace, also of those that are made later.
 */
public final class FrameTap implements PacketTap, NetdevNotifier {
  private static final int OUTGOING = 4;

  private final InterfaceAddresses devices;
  private final Optional<Device> only;
  private final Consumer<Seen> listener;

  /**
   * A frame with what {@code struct sockaddr_ll} tells of it.
   *
   * @param index of the device
   * @param type of its addresses
   * @param packetType 0 to us, 1 to all, 2 to a group, 3 to another, 4 from us
   */
  public record Seen(int index, HardwareType type, int packetType, EthernetFrame frame) {
    public boolean isOutgoing() {
      return packetType == OUTGOING;
    }
  }

  FrameTap(InterfaceAddresses devices, String device, Consumer<Seen> listener)
      throws KernelException {
    this.devices = devices;
    this.listener = listener;
    only = device.isEmpty() ? Optional.empty() : Optional.of(devices.device(device));
    devices.register(this);
  }

  @Override
  public void registered(Device device) {
    if (only.isEmpty() || only.get() == device) {
      device.tap(this);
    }
  }

  @Override
  public void unregistered(Device device) {
    device.untap(this);
  }

  @Override
  public void frame(Device device, Direction direction, Skb.PacketType type, EthernetFrame frame) {
    int packetType = direction == Direction.OUT ? OUTGOING : type.ordinal();
    listener.accept(new Seen(device.index(), device.type(), packetType, frame));
  }

  /** Sees no more. */
  public void close() {
    devices.unregister(this);
  }
}

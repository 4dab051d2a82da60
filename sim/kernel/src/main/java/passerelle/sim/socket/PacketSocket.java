package passerelle.sim.socket;

import java.util.ArrayDeque;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.packet.EthernetFrame;
import passerelle.packet.L3Packet;
import passerelle.sim.link.Device;
import passerelle.sim.link.PacketTap;
import passerelle.sim.link.Skb;
import passerelle.trace.HopEvent;

/**
 * A packet socket (AF_PACKET; net/packet/af_packet.c): sends whole frames by one device, past
 * routing and netfilter, and sees those that come in there.
 */
public final class PacketSocket {
  private final Device device;
  private final Owner owner;
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private final PacketTap tap = this::frame;

  /**
   * A frame that came in.
   *
   * @param time nanoseconds of virtual time at which it came
   */
  public record Frame(EthernetFrame frame, long time) {}

  /** A socket on a device, which hears from now on. */
  PacketSocket(Device device, Owner owner) {
    this.device = device;
    this.owner = owner;
    device.tap(tap);
  }

  private void frame(
      Device at, PacketTap.Direction direction, Skb.PacketType type, EthernetFrame frame) {
    if (direction == PacketTap.Direction.IN) {
      frames.add(new Frame(frame, at.machine().now()));
    }
  }

  /**
   * Sends a frame ({@code packet_snd}).
   *
   * @return false when the device dropped it at once
   */
  public boolean send(MacAddress source, MacAddress destination, L3Packet packet) {
    Skb skb = new Skb(device.machine(), packet);
    skb.setFrame(source, destination);
    skb.trace(
        device,
        "packet_snd",
        hop -> new HopEvent.Originated(hop, owner.process(), Optional.empty()));
    return device.transmit(skb);
  }

  /** The address of its device ({@code getsockname(2)}). */
  public MacAddress mac() {
    return device.mac();
  }

  /** The oldest frame that came in and was not taken yet. */
  public Optional<Frame> receive() {
    return Optional.ofNullable(frames.poll());
  }

  public boolean isReadable() {
    return !frames.isEmpty();
  }

  public void close() {
    device.untap(tap);
  }
}

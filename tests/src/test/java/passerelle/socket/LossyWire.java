package passerelle.socket;

import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.packet.Ipv4Packet;
import passerelle.sim.core.LabRandom;
import passerelle.sim.core.Machine;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;

/** One end of a wire that loses, doubles and delays IPv4 packets at random. */
final class LossyWire extends Device {
  private static final long LONGEST_DELAY = 2_000_000L;
  private final LabRandom random;
  private final int lossPercent;
  private Optional<LossyWire> peer = Optional.empty();

  LossyWire(Machine machine, MacAddress mac, LabRandom random, int lossPercent) {
    super(machine, "eth0", mac, 1500);
    this.random = random;
    this.lossPercent = lossPercent;
  }

  static void connect(LossyWire one, LossyWire two) {
    one.peer = Optional.of(two);
    two.peer = Optional.of(one);
  }

  @Override
  public String kind() {
    return "veth";
  }

  @Override
  public boolean hasCarrier() {
    return true;
  }

  @Override
  protected boolean xmit(Skb skb) {
    boolean spared = !(skb.packet() instanceof Ipv4Packet);
    if (!spared && random.nextInt(100) < lossPercent) {
      return true;
    }
    deliverLater(skb);
    if (!spared && random.nextInt(100) < lossPercent / 4) {
      deliverLater(skb.copy());
    }
    return true;
  }

  private void deliverLater(Skb skb) {
    long delay = 4_000 + (lossPercent == 0 ? 0 : random.nextInt((int) LONGEST_DELAY));
    machine().loop().schedule(delay, () -> peer.orElseThrow().receive(skb));
  }
}

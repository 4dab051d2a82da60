package passerelle.sim.link;

import java.util.List;
import java.util.Optional;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.Machine;

/**
 * A device that stands on another one, and has no wire but that one's ({@code
 * netdev_upper_dev_link}, net/core/dev.c).
 */
abstract class UpperDevice extends Device {
  private final Device lower;

  UpperDevice(Machine machine, String name, MacAddress mac, int mtu, Device lower) {
    super(machine, name, mac, mtu);
    this.lower = lower;
  }

  final Device lower() {
    return lower;
  }

  @Override
  public Optional<Device> link() {
    return Optional.of(lower);
  }

  /** Within what the device below carries. */
  @Override
  public void changeMtu(int value) throws KernelException {
    if (value > lower.mtu()) {
      throw new KernelException(tooLarge());
    }
    super.changeMtu(value);
  }

  /** What the kernel says where the device below does not carry that much. */
  Errno tooLarge() {
    return Errno.EINVAL;
  }

  /** Gets its frames from now on. */
  public void attach() {
    lower.uppers().add(this);
  }

  @Override
  public List<Device> unlink() {
    lower.uppers().remove(this);
    return List.of();
  }

  @Override
  public boolean hasCarrier() {
    return isUp() && lower.isUp() && lower.hasCarrier();
  }

  /** Has a frame arrive elsewhere on this machine ({@code dev_forward_skb}). */
  final boolean pass(Device to, Skb skb) {
    skb.scrub(this, to);
    return cross(0, to, skb);
  }
}

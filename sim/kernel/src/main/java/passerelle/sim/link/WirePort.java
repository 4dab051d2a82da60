package passerelle.sim.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.HardwareType;

/**
 * What stands between a device and the guests on its wire, and takes the frames that come in there
 * ({@code struct macvlan_port}, {@code struct ipvl_port}). It is there from its first guest to its
 * last.
 */
abstract sealed class WirePort<G extends UpperDevice> implements RxHandler
    permits MacvlanPort, IpvlanPort {
  private final Device lower;
  private final List<G> guests = new ArrayList<>();

  /** A port without guests, of which nobody knows yet. */
  WirePort(Device lower) {
    this.lower = lower;
  }

  /**
   * A device's port of one kind, made where there is none yet.
   *
   * @throws KernelException EINVAL where frames have no hardware addresses, EBUSY where somebody
   *     else takes the device's frames ({@code netdev_rx_handler_register})
   */
  static <P extends WirePort<?>> P at(Device lower, Class<P> kind, Supplier<P> make)
      throws KernelException {
    if (lower.type() != HardwareType.ETHER) {
      throw new KernelException(Errno.EINVAL);
    }
    if (lower.rxHandler().isEmpty()) {
      return make.get();
    }
    return lower
        .rxHandler()
        .filter(kind::isInstance)
        .map(kind::cast)
        .orElseThrow(() -> new KernelException(Errno.EBUSY));
  }

  final Device lower() {
    return lower;
  }

  /** The guests of this moment, in the order in which they came. */
  final List<G> guests() {
    return List.copyOf(guests);
  }

  void add(G guest) {
    guests.add(guest);
    lower.setRxHandler(Optional.of(this));
  }

  /**
   * What the kernel leaves to a work queue ({@code macvlan_process_broadcast}, {@code
   * ipvlan_process_multicast}): it comes after what the device below does with the frame itself.
   */
  final void later(Skb skb, Consumer<Skb> work) {
    Skb copy = skb.copy();
    lower.machine().loop().schedule(0, () -> work.accept(copy));
  }

  final void remove(G guest) {
    guests.remove(guest);
    if (guests.isEmpty()) {
      lower.setRxHandler(Optional.empty());
    }
  }
}

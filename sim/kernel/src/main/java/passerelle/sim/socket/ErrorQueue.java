package passerelle.sim.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.Errno;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;

/**
 * What a socket has been told of the packets that it sent ({@code sk_error_queue},
 * net/ipv4/ip_sockglue.c); the entries wait until the program reads them with MSG_ERRQUEUE.
 */
public final class ErrorQueue {
  private static final int LIMIT = 256;

  private final LongSupplier clock;
  private final Deque<ExtendedError> entries = new ArrayDeque<>(0);

  /**
   * An empty one.
   *
   * @param clock virtual time in nanoseconds
   */
  ErrorQueue(LongSupplier clock) {
    this.clock = clock;
  }

  /** Whether something waits. */
  public boolean hasEntry() {
    return !entries.isEmpty();
  }

  /** The oldest entry, which leaves the queue; empty when none waits. */
  public Optional<ExtendedError> take() {
    return Optional.ofNullable(entries.poll());
  }

  /** An ICMP error about a packet that was sent ({@code ip_icmp_error}). */
  void add(IpPacket quoted, IcmpMessage message, IpAddress reporter) {
    int mtu = message.isFragmentationNeeded() ? message.nextHopMtu() : 0;
    add(IcmpErrors.errno(message), Optional.of(message), reporter, Optional.of(quoted), mtu);
  }

  /** The machine itself says what an ICMP error would say ({@code ip_local_error}). */
  void addTooLong(int mtu) {
    add(Errno.EMSGSIZE, Optional.empty(), Family.IPV4.any(), Optional.empty(), mtu);
  }

  private void add(
      Errno errno,
      Optional<IcmpMessage> message,
      IpAddress offender,
      Optional<IpPacket> quoted,
      int mtu) {
    if (entries.size() < LIMIT) {
      entries.add(new ExtendedError(errno, message, offender, quoted, mtu, clock.getAsLong()));
    }
  }
}

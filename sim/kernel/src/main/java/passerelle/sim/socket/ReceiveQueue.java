package passerelle.sim.socket;

import java.util.ArrayDeque;
import java.util.Optional;

/** The datagrams that wait to be read, within the limit of SO_RCVBUF ({@code sk_receive_queue}). */
final class ReceiveQueue {
  /** {@code net.core.rmem_default}, in octets of memory. */
  private static final int LIMIT = 212_992;

  /** Memory that the smallest datagram takes ({@code skb->truesize}). */
  private static final int SMALLEST = 768;

  private static final int OVERHEAD = 256 + 362;
  private final ArrayDeque<ReceivedDatagram> queue = new ArrayDeque<>(1);
  private int memory;

  /** False when there is no room. */
  boolean add(ReceivedDatagram datagram) {
    int size = truesize(datagram);
    if (memory + size > LIMIT) {
      return false;
    }
    memory += size;
    queue.add(datagram);
    return true;
  }

  Optional<ReceivedDatagram> poll() {
    ReceivedDatagram datagram = queue.poll();
    if (datagram == null) {
      return Optional.empty();
    }
    memory -= truesize(datagram);
    return Optional.of(datagram);
  }

  Optional<ReceivedDatagram> peek() {
    return Optional.ofNullable(queue.peek());
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Octets of memory taken, as {@code ss} shows them. */
  int memory() {
    return memory;
  }

  private static int truesize(ReceivedDatagram datagram) {
    int data = datagram.packet().length() + OVERHEAD;
    return data <= SMALLEST ? SMALLEST : 256 + Integer.highestOneBit(2 * data - 1);
  }
}

package passerelle.sim.socket;

import java.util.ArrayDeque;
import passerelle.packet.Payload;

/** Octets in the order in which they came ({@code sk_receive_queue}). */
final class ByteQueue {
  private final ArrayDeque<Payload> pieces = new ArrayDeque<>();
  private int length;

  /** Octets of the first piece that were taken already. */
  private int offset;

  void add(Payload piece) {
    if (piece.length() > 0) {
      pieces.add(piece);
      length += piece.length();
    }
  }

  int length() {
    return length;
  }

  void clear() {
    pieces.clear();
    length = 0;
    offset = 0;
  }

  /** Takes up to {@code max} octets from the front. */
  Payload take(int max) {
    int wanted = Math.min(max, length);
    if (wanted <= 0) {
      return Payload.EMPTY;
    }
    if (pieces.element().length() - offset >= wanted) {
      return takeFromFirst(wanted);
    }
    byte[] out = new byte[wanted];
    int filled = 0;
    while (filled < wanted) {
      int there = pieces.element().length() - offset;
      Payload part = takeFromFirst(Math.min(there, wanted - filled));
      part.copyTo(out, filled);
      filled += part.length();
    }
    return Payload.of(out);
  }

  private Payload takeFromFirst(int count) {
    Payload first = pieces.element();
    Payload part = first.slice(offset, offset + count);
    offset += count;
    length -= count;
    if (offset == first.length()) {
      pieces.remove();
      offset = 0;
    }
    return part;
  }
}

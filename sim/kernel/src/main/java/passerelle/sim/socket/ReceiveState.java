package passerelle.sim.socket;

import java.util.ArrayList;
import java.util.List;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;

/** The receiving side of a connection: the RCV variables of RFC 9293 section 3.3.1. */
final class ReceiveState {
  /** Memory for data that waits to be read, in octets ({@code tcp_rmem[1]} / 2). */
  static final int SPACE = 65536;

  /** Shift that goes with a receive buffer of up to 32 MiB ({@code tcp_rmem[2]}). */
  static final int WINDOW_SCALE = 10;

  private static final int MAX_SACK_BLOCKS = 3;

  /** What the memory of a segment beyond its data takes from the space, in octets of window. */
  private static final int SEGMENT_OVERHEAD = 1152;

  final ByteQueue buffer = new ByteQueue();
  final AckPolicy acks = new AckPolicy();
  private final List<Early> early = new ArrayList<>(0);

  int initial;

  /** RCV.NXT. */
  int next;

  /** RCV.NXT when the window was last told, and the window told then. */
  int windowStart;

  int window;

  /** What the window may grow to at present ({@code rcv_ssthresh}). */
  int threshold;

  int windowScale;

  /** The peer has sent FIN, and everything before it has come. */
  boolean finished;

  /** The peer's timestamp to be echoed (TS.Recent of RFC 7323). */
  int timestamp;

  /** Data that came before what precedes it. */
  private record Early(int sequence, Payload payload, boolean fin) {
    int end() {
      return sequence + payload.length();
    }
  }

  /** Chooses the window of the handshake ({@code tcp_select_initial_window}). */
  void chooseWindow(int segment) {
    window = SPACE > segment ? SPACE / segment * segment : SPACE;
    threshold = window;
  }

  /** Leaves room for one more segment ({@code tcp_init_buffer_space}). */
  void established(int segment) {
    if (threshold > 2 * segment) {
      threshold = Math.min(threshold, Math.max(2 * segment, SPACE - segment));
    }
  }

  /** What is left of the window told last ({@code tcp_receive_window}). */
  int remaining() {
    return Math.max(0, windowStart + window - next);
  }

  /**
   * The window to tell now ({@code tcp_select_window}): what there is room for, a multiple of the
   * scale, and never less than was promised.
   */
  int select() {
    int free = Math.max(0, Math.min(SPACE - buffer.length(), threshold));
    int unit = 1 << windowScale;
    boolean tooLittle = free < unit && free < SPACE / 16;
    int wanted = tooLittle ? 0 : roundUp(free, unit);
    int promised = remaining();
    window = wanted < promised ? roundUp(promised, unit) : wanted;
    windowStart = next;
    return Math.min(65535, window >>> windowScale);
  }

  private static int roundUp(int octets, int unit) {
    return (octets + unit - 1) / unit * unit;
  }

  /** A segment in order lets the window grow towards all the space ({@code tcp_grow_window}). */
  void grow(int length, int segment) {
    int room = SPACE - buffer.length() - SEGMENT_OVERHEAD - threshold;
    if (room > 0 && length >= 128) {
      threshold += Math.min(room, 2 * segment);
    }
  }

  /** Keeps data that came too early. */
  void keep(int sequence, Payload payload, boolean fin) {
    Early piece = new Early(sequence, payload, fin);
    int place = 0;
    while (place < early.size() && Seq.before(early.get(place).sequence(), sequence)) {
      place++;
    }
    boolean known = early.contains(piece);
    if (!known) {
      early.add(place, piece);
    }
  }

  boolean hasEarly() {
    return !early.isEmpty();
  }

  /**
   * Moves what has become due to the buffer ({@code tcp_ofo_queue}).
   *
   * @return true when FIN has become due
   */
  boolean takeEarly() {
    boolean fin = false;
    while (!early.isEmpty() && !Seq.after(early.get(0).sequence(), next)) {
      Early piece = early.remove(0);
      if (!Seq.before(piece.end(), next)) {
        int known = next - piece.sequence();
        buffer.add(piece.payload().slice(known, piece.payload().length()));
        next = piece.end();
        fin |= piece.fin();
      }
    }
    return fin;
  }

  /** The islands of data that came early, for SACK (RFC 2018). */
  List<TcpOptions.SackBlock> sackBlocks() {
    List<TcpOptions.SackBlock> blocks = new ArrayList<>();
    for (Early piece : early) {
      int end = piece.end() + (piece.fin() ? 1 : 0);
      int last = blocks.size() - 1;
      if (last >= 0 && !Seq.after(piece.sequence(), blocks.get(last).right())) {
        int right = Seq.after(end, blocks.get(last).right()) ? end : blocks.get(last).right();
        blocks.set(last, new TcpOptions.SackBlock(blocks.get(last).left(), right));
      } else {
        blocks.add(new TcpOptions.SackBlock(piece.sequence(), end));
      }
    }
    return blocks.size() > MAX_SACK_BLOCKS ? blocks.subList(0, MAX_SACK_BLOCKS) : blocks;
  }
}

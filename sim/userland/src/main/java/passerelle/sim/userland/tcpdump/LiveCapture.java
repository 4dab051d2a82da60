package passerelle.sim.userland.tcpdump;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import passerelle.capture.LinkType;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.filter.PacketFilter;
import passerelle.kernel.KernelException;
import passerelle.lab.LabDate;
import passerelle.packet.EthernetFrame;
import passerelle.packet.codec.Codec;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.process.WaitList;
import passerelle.sim.socket.FrameTap;
import passerelle.sim.uapi.HardwareType;

/**
 * A packet socket with its filter (net/packet/af_packet.c: tpacket_rcv) and what libpcap does with
 * its packets (pcap-linux.c: pcap_handle_packet_mmap).
 */
final class LiveCapture {
  private final Process process;
  private final LinkType linkType;
  private final int snapLength;
  private final TcpdumpOptions.Direction wanted;
  private final PacketFilter filter;
  private final boolean immediate;
  private final Queue<CapturedPacket> block = new ArrayDeque<>();
  private final Queue<CapturedPacket> queue = new ArrayDeque<>();
  private final WaitList arrived = new WaitList();
  private FrameTap tap;
  private long opened;
  private long received;
  private boolean closed;

  LiveCapture(Process process, LinkType linkType, TcpdumpOptions options, PacketFilter filter) {
    this.process = process;
    this.linkType = linkType;
    this.snapLength = options.snapLength();
    this.wanted = options.direction();
    this.immediate = options.isImmediate();
    this.filter = filter;
  }

  /**
   * Binds to a device, or with no name to all of the namespace, also to those that come later.
   *
   * @throws KernelException ENODEV when it has gone
   */
  void open(String device) throws KernelException {
    tap = process.place().sockets().tap(device, this::frame);
    process.closeAtExit(this::close);
    opened = process.now();
  }

  /**
   * Packets gather in a block of the ring (TPACKET_V3), which is handed over once a second ({@code
   * prb_retire_rx_blk_timer_expired}; tcpdump asks for a second). Whoever ends tcpdump sooner loses
   * the last ones.
   */
  private void add(CapturedPacket packet) {
    block.add(packet);
    if (immediate) {
      retire();
    } else if (block.size() == 1) {
      long second = EventLoop.SECOND;
      long left = second - (process.now() - opened) % second;
      process.place().machine().loop().schedule(left, this::retire);
      if (process.stdout().isTerminal()) {
        process.scheduler().announce(process.now() + left);
      }
    }
  }

  private void retire() {
    queue.addAll(block);
    block.clear();
    arrived.wake();
  }

  /** Stops; what has been handed over can still be taken. */
  void close() {
    closed = true;
    tap.close();
  }

  /** Packets that passed the filter, counted by the kernel. */
  long received() {
    return received;
  }

  /** Woken when a packet has arrived. */
  WaitList arrived() {
    return arrived;
  }

  boolean hasPacket() {
    return !queue.isEmpty();
  }

  /** The next packet; there must be one. */
  CapturedPacket take() {
    return queue.remove();
  }

  private void frame(FrameTap.Seen seen) {
    if (closed) {
      return;
    }
    boolean out = seen.isOutgoing();
    byte[] ethernet = Codec.encode(seen.frame());
    byte[] bytes = linkType == LinkType.LINUX_SLL2 ? cooked(seen, ethernet) : ethernet;
    if (!filter.matches(bytes, bytes.length)) {
      return;
    }
    received++;
    // On lo every packet passes twice; libpcap keeps the one that comes in.
    boolean doubled = out && seen.type() == HardwareType.LOOPBACK;
    boolean unwanted = wanted == (out ? TcpdumpOptions.Direction.IN : TcpdumpOptions.Direction.OUT);
    if (doubled || unwanted) {
      return;
    }
    CapturedPacket packet =
        new CapturedPacket(
            LabDate.BOOT.getEpochSecond() * 1_000_000_000L + process.now(),
            0,
            bytes,
            bytes.length,
            Optional.empty(),
            out
                ? passerelle.capture.file.Direction.OUTBOUND
                : passerelle.capture.file.Direction.INBOUND);
    add(packet.snapped(snapLength));
  }

  /** The header of LINKTYPE_LINUX_SLL2 in place of the Ethernet header. */
  private static byte[] cooked(FrameTap.Seen seen, byte[] ethernet) {
    int payload = ethernet.length - EthernetFrame.HEADER_LENGTH;
    return ByteBuffer.allocate(LinkType.LINUX_SLL2.headerLength() + payload)
        .putShort((short) seen.frame().etherType())
        .putShort((short) 0)
        .putInt(seen.index())
        .putShort((short) seen.type().number())
        .put((byte) seen.packetType())
        .put((byte) 6)
        .put(seen.frame().source().toBytes())
        .putShort((short) 0)
        .put(ethernet, EthernetFrame.HEADER_LENGTH, payload)
        .array();
  }
}

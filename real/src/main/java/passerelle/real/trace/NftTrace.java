package passerelle.real.trace;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.netfilter.Hook;
import passerelle.real.exec.Command;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Libc;
import passerelle.real.sys.Netns;
import passerelle.real.sys.SystemCall;

/**
 * Has nf_tables tell of every IPv4 packet in a namespace, as {@code nft monitor trace} hears it. A
 * table of its own switches tracing on, and has an empty chain first and last at each hook: their
 * messages say that the packet came there, and what it looked like, whatever other rules there are.
 */
final class NftTrace {
  /** The table that is there while a trace is made. */
  static final String TABLE = "passerelle_trace";

  /** Before defragmentation (-400) and after all else. */
  private static final int FIRST = -450;

  private static final int LAST = 500;

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int RECEIVE_BUFFER = 16 << 20;
  private static final short POLLIN = 1;
  private static final int POLL_MILLIS = 50;
  private static final int SOCKADDR_NL = 12;
  private static final int NFNLGRP_NFTRACE = 9;
  private static final int NFT_MSG_TRACE = 10 << 8 | 17;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int LARGEST = 64 * 1024;
  private static final int HEADER = 16;
  private static final int ALIGN = 4;
  private static final int NFGENMSG = 4;

  private final Netns netns;
  private final int fd;
  private final List<TraceMessage> heard = new ArrayList<>();
  private final Thread reader = Daemon.thread("nft trace", this::readUntilEnd);
  private volatile boolean ending;

  private NftTrace(Netns netns, int fd) {
    this.netns = netns;
    this.fd = fd;
  }

  static String first(Hook hook) {
    return hook + "_first";
  }

  static String last(Hook hook) {
    return hook + "_last";
  }

  /**
   * Begins to listen.
   *
   * @throws KernelException where the kernel has no nf_tables for us
   * @throws IOException where there is no {@code nft}, or it failed
   */
  static NftTrace start(Netns netns) throws KernelException, IOException {
    int fd = netns.call(NftTrace::open);
    NftTrace trace = new NftTrace(netns, fd);
    try {
      trace.nft("add table inet " + TABLE + "\n" + "flush table inet " + TABLE + "\n" + chains());
      trace.reader.start();
      return trace;
    } catch (IOException e) {
      Libc.close(fd);
      throw e;
    }
  }

  private static String chains() {
    return Arrays.stream(Hook.values())
        .flatMap(hook -> Stream.of(chain(hook, first(hook), FIRST), chain(hook, last(hook), LAST)))
        .collect(Collectors.joining("\n", "", "\n" + switchOn()));
  }

  private static String chain(Hook hook, String name, int priority) {
    String at = hook.name().toLowerCase(Locale.ROOT);
    return "add chain inet %s %s { type filter hook %s priority %d; }"
        .formatted(TABLE, name, at, priority);
  }

  private static String switchOn() {
    return Stream.of(Hook.PREROUTING, Hook.OUTPUT)
        .map(hook -> "add rule inet " + TABLE + " " + first(hook))
        .map(rule -> rule + " meta nfproto ipv4 meta nftrace set 1\n")
        .collect(Collectors.joining());
  }

  private void nft(String script) throws IOException {
    Command.Result result = Command.of("nft", "-f", "-").in(netns).reading(script).run();
    if (!result.succeeded()) {
      throw new IOException("nft: " + result.err().strip());
    }
  }

  private static int open() throws KernelException {
    int type = Libc.SOCK_RAW | Libc.SOCK_CLOEXEC;
    int fd = SystemCall.check(() -> Libc.socket(Libc.AF_NETLINK, type, NetlinkSocket.NETFILTER));
    byte[] size = order(4).putInt(RECEIVE_BUFFER).array();
    SystemCall.check(() -> Libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUF, size, size.length));
    int groups = 1 << NFNLGRP_NFTRACE - 1;
    byte[] address = order(SOCKADDR_NL).putInt(Libc.AF_NETLINK).putInt(0).putInt(groups).array();
    SystemCall.check(() -> Libc.bind(fd, address, SOCKADDR_NL));
    return fd;
  }

  private static ByteBuffer order(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  /** As it comes: the socket holds few of them (sysctl net.core.rmem_max). */
  private void readUntilEnd() {
    byte[] poll = order(8).putInt(fd).putShort(POLLIN).array();
    while (!ending) {
      try {
        if (Libc.poll(poll.clone(), 1, POLL_MILLIS) > 0) {
          read();
        }
      } catch (LastErrorException interrupted) {
        continue;
      }
    }
    read();
  }

  private void read() {
    byte[] datagram = new byte[LARGEST];
    while (true) {
      try {
        long length = Libc.recv(fd, datagram, datagram.length, MSG_DONTWAIT);
        parse(ByteBuffer.wrap(datagram, 0, (int) length).order(ByteOrder.nativeOrder()));
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.ENOBUFS.number()) {
          return; // EAGAIN: that was all.
        }
      }
    }
  }

  private void parse(ByteBuffer datagram) {
    while (datagram.remaining() >= HEADER) {
      int start = datagram.position();
      int length = Math.max(HEADER, datagram.getInt(start));
      int end = Math.min(start + length, datagram.limit());
      int type = datagram.getShort(start + 4) & 0xffff;
      byte[] payload = Arrays.copyOfRange(datagram.array(), start + HEADER, end);
      if (type == NFT_MSG_TRACE && payload.length >= NFGENMSG) {
        NetlinkMessage message = new NetlinkMessage(type, 0, 0, payload);
        Attributes attributes = message.attributes(NFGENMSG);
        heard.add(TraceAttributes.read(netns.name(), attributes));
      }
      datagram.position(Math.min((end + ALIGN - 1) / ALIGN * ALIGN, datagram.limit()));
    }
  }

  /** Ends it; what was told, in order. */
  List<TraceMessage> end() {
    ending = true;
    try {
      reader.join();
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      // Its namespace has ended, and the table with it.
      return List.copyOf(heard);
    }
    return List.copyOf(heard);
  }

  /** Takes the table away again. */
  private void close() throws IOException {
    Libc.close(fd);
    nft("delete table inet " + TABLE + "\n");
  }
}

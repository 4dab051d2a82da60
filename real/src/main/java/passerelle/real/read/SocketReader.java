package passerelle.real.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.kernel.KernelException;
import passerelle.kernel.NetnsSnapshot;
import passerelle.packet.IpProtocol;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;

/**
 * Sockets that wait for connections or datagrams (net/ipv4/inet_diag.c), and the processes that
 * hold them, as {@code ss -ltup} finds them. Asked for by netlink: /proc/net/tcp walks over the
 * places of all connections that the machine could have.
 */
final class SocketReader {
  /** The kind of netlink socket to ask by: {@code NETLINK_SOCK_DIAG}. */
  static final int SOCK_DIAG = 4;

  /** This JVM. */
  private static final String OURS = "java";

  private static final Path PROC = Path.of("/proc");
  private static final String SOCKET = "socket:[";
  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int LENGTH_OF_SOCKID = 48;
  private static final int PORT_AT = 4;
  private static final int ADDRESS_AT = 8;
  private static final int INODE_AT = 68;
  private static final int LENGTH_OF_MESSAGE = 72;
  private static final int INET_DIAG_SKV6ONLY = 11;

  /** Sockets without connection are of this state, but for those of TCP. */
  private static final int TCP_CLOSE = 7;

  private static final int TCP_LISTEN = 10;

  /** A socket; the inode is its number in /proc/PID/fd. */
  record Row(String protocol, String address, boolean v6only, int port, long inode) {}

  private SocketReader() {}

  /** The sockets of the namespace, by protocol, port and address. */
  static List<Row> read(NetlinkSocket socket) throws KernelException {
    List<Row> rows = new ArrayList<>();
    for (int family : new int[] {Rtnetlink.AF_INET, Rtnetlink.AF_INET6}) {
      for (NetlinkMessage tcp : waiting(socket, family, IpProtocol.TCP, TCP_LISTEN)) {
        rows.add(row("tcp", tcp));
      }
      for (NetlinkMessage udp : waiting(socket, family, IpProtocol.UDP, TCP_CLOSE)) {
        rows.add(row("udp", udp));
      }
    }
    rows.sort(
        Comparator.comparing(Row::protocol).thenComparing(Row::port).thenComparing(Row::address));
    return rows;
  }

  /** Asks with a {@code struct inet_diag_req_v2}. */
  private static List<NetlinkMessage> waiting(
      NetlinkSocket socket, int family, int protocol, int state) throws KernelException {
    NetlinkRequest request =
        new NetlinkRequest(SOCK_DIAG_BY_FAMILY, NetlinkRequest.DUMP)
            .u8(family)
            .u8(protocol)
            .u16(0)
            .u32(1 << state);
    for (int i = 0; i < LENGTH_OF_SOCKID; i += 4) {
      request.u32(0);
    }
    return socket.dump(request);
  }

  /** Reads a {@code struct inet_diag_msg}; port and address are in network order. */
  private static Row row(String protocol, NetlinkMessage message) {
    ByteBuffer socket = ByteBuffer.wrap(message.payload());
    String address =
        message.u8(0) == Rtnetlink.AF_INET6
            ? new Ipv6Address(socket.getLong(ADDRESS_AT), socket.getLong(ADDRESS_AT + 8)).toString()
            : IpAddress.of(socket.getInt(ADDRESS_AT)).toString();
    int port = socket.getShort(PORT_AT) & 0xffff;
    boolean v6only =
        message
            .attributes(LENGTH_OF_MESSAGE)
            .bytes(INET_DIAG_SKV6ONLY)
            .filter(b -> b[0] != 0)
            .isPresent();
    long inode = Integer.toUnsignedLong(message.u32(INODE_AT));
    return new Row(protocol, address, v6only, port, inode);
  }

  /**
   * The same with the names of the processes.
   *
   * @param services what the sockets that this JVM serves stand for
   */
  static List<NetnsSnapshot.Socket> named(
      List<Row> rows, Function<Row, Optional<String>> services) {
    Map<Long, String> names = rows.isEmpty() ? Map.of() : processes();
    return rows.stream()
        .map(
            row -> {
              String holder = names.getOrDefault(row.inode(), "");
              String name = holder.equals(OURS) ? services.apply(row).orElse(holder) : holder;
              return new NetnsSnapshot.Socket(
                  row.protocol(), row.address(), row.v6only(), row.port(), name);
            })
        .toList();
  }

  /** Names of processes by the sockets that they hold; of one held by several, any of them. */
  private static Map<Long, String> processes() {
    Map<Long, String> out = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : all) {
        descriptors(process, out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be read: " + e.getMessage(), e);
    }
    return out;
  }

  private static String name(Path process) throws IOException {
    boolean ours =
        process.getFileName().toString().equals(String.valueOf(ProcessHandle.current().pid()));
    return ours ? OURS : Files.readString(process.resolve("comm")).strip();
  }

  private static void descriptors(Path process, Map<Long, String> out) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("fd"))) {
      String name = name(process);
      for (Path descriptor : all) {
        String target = target(descriptor);
        if (target.startsWith(SOCKET)) {
          out.put(Long.valueOf(target.substring(SOCKET.length(), target.length() - 1)), name);
        }
      }
    } catch (IOException | DirectoryIteratorException ended) {
      return; // It holds nothing any more.
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}

package passerelle.real.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;
import passerelle.real.sys.Netns;
import passerelle.real.sys.SystemCall;

/**
 * A netlink socket in a network namespace. It stays there whoever uses it, and works on that
 * namespace only. The kernel answers while it takes the request, so nothing here waits for long.
 * Safe for use by several threads.
 */
public final class NetlinkSocket implements AutoCloseable {
  /** {@code NETLINK_ROUTE}: links, addresses, routes, neighbours. */
  public static final int ROUTE = 0;

  /** {@code NETLINK_NETFILTER}: connection tracking, nf_tables. */
  public static final int NETFILTER = 12;

  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;

  private static final int IFNAMSIZ = 16;

  /** {@code sizeof(struct ifreq)}. */
  private static final int IFREQ = 40;

  private static final int SIOCGIFINDEX = 0x8933;

  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int NLM_F_CAPPED = 0x100;
  private static final int NLM_F_ACK_TLVS = 0x200;
  private static final int NLMSGERR_ATTR_MSG = 1;

  /** Larger than what the kernel puts into one datagram of a dump. */
  private static final int BUFFER = 65_536;

  private final int fd;
  private final Memory buffer = new Memory(BUFFER);
  private int sequence;

  private NetlinkSocket(int fd) throws KernelException {
    this.fd = fd;
    byte[] on = {1, 0, 0, 0};
    for (int option : new int[] {NETLINK_EXT_ACK, NETLINK_CAP_ACK}) {
      SystemCall.check(() -> Libc.setsockopt(fd, SOL_NETLINK, option, on, on.length));
    }
  }

  /**
   * Opens a socket in a namespace.
   *
   * @param protocol {@link #ROUTE} or {@link #NETFILTER}
   */
  public static NetlinkSocket open(Netns netns, int protocol) throws KernelException {
    int type = Libc.SOCK_RAW | Libc.SOCK_CLOEXEC;
    return new NetlinkSocket(
        netns.visit(() -> SystemCall.check(() -> Libc.socket(Libc.AF_NETLINK, type, protocol))));
  }

  /**
   * Has a request done.
   *
   * @param request made with {@link NetlinkRequest#ACK}
   * @throws KernelException what the kernel answered, with its extended acknowledgment if it gave
   *     one
   */
  public synchronized void execute(NetlinkRequest request) throws KernelException {
    collect(send(request), false);
  }

  /**
   * Asks for one object.
   *
   * @param request made without {@link NetlinkRequest#ACK}: the object is the answer
   */
  public synchronized NetlinkMessage get(NetlinkRequest request) throws KernelException {
    return collect(send(request), true).get(0);
  }

  /**
   * The index of a device of the namespace (netdevice(7)), for which the kernel waits for nobody
   * who changes devices meanwhile, as it does for all of rtnetlink; ENODEV when there is none.
   */
  public int index(String device) throws KernelException {
    byte[] name = device.getBytes(StandardCharsets.UTF_8);
    if (name.length >= IFNAMSIZ) {
      throw new KernelException(Errno.ENODEV);
    }
    byte[] ifreq = Arrays.copyOf(name, IFREQ);
    SystemCall.check(() -> Libc.ioctl(fd, SIOCGIFINDEX, ifreq));
    return ByteBuffer.wrap(ifreq).order(ByteOrder.nativeOrder()).getInt(IFNAMSIZ);
  }

  /**
   * Asks for all objects.
   *
   * @param request made with {@link NetlinkRequest#DUMP}
   */
  public synchronized List<NetlinkMessage> dump(NetlinkRequest request) throws KernelException {
    return collect(send(request), false);
  }

  private int send(NetlinkRequest request) throws KernelException {
    byte[] bytes = request.bytes(++sequence);
    SystemCall.check(() -> Libc.send(fd, bytes, bytes.length, 0));
    return sequence;
  }

  /** The answers to a request up to its acknowledgment, its error or the end of the dump. */
  private List<NetlinkMessage> collect(int expected, boolean one) throws KernelException {
    List<NetlinkMessage> answers = new ArrayList<>();
    while (true) {
      ByteBuffer datagram = receive();
      while (datagram.remaining() >= NetlinkRequest.HEADER) {
        NetlinkMessage message = NetlinkMessage.read(datagram);
        if (message.sequence() != expected) {
          continue;
        }
        if (message.type() == NLMSG_ERROR || message.type() == NLMSG_DONE) {
          check(message);
          return answers;
        }
        answers.add(message);
        if (one) {
          return answers;
        }
      }
    }
  }

  private ByteBuffer receive() throws KernelException {
    while (true) {
      try {
        long length = Libc.recv(fd, buffer, BUFFER, 0);
        return buffer.getByteBuffer(0, length).order(ByteOrder.nativeOrder());
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.EINTR.number()) {
          throw SystemCall.failure(e.getErrorCode());
        }
      }
    }
  }

  /** {@code struct nlmsgerr}: the error, the request's header, then the extended part. */
  private static void check(NetlinkMessage message) throws KernelException {
    int error = message.payload().length >= 4 ? -message.u32(0) : 0;
    if (error == 0) {
      return;
    }
    boolean isDone = message.type() == NLMSG_DONE;
    int structure = isDone ? 4 : 4 + NetlinkRequest.HEADER;
    if (!isDone && (message.flags() & NLM_F_CAPPED) == 0) {
      structure = 4 + Math.max(NetlinkRequest.HEADER, message.u32(4));
    }
    KernelException plain = SystemCall.failure(error);
    if ((message.flags() & NLM_F_ACK_TLVS) == 0) {
      throw plain;
    }
    Optional<String> words = message.attributes(structure).text(NLMSGERR_ATTR_MSG);
    throw words
        .map(w -> w.endsWith(".") ? w.substring(0, w.length() - 1) : w)
        .map(w -> new KernelException(plain.errno(), w))
        .orElse(plain);
  }

  @Override
  public synchronized void close() {
    try {
      Libc.close(fd);
    } catch (LastErrorException e) {
      throw new IllegalStateException("netlink socket " + fd + ": " + e.getMessage(), e);
    }
  }
}

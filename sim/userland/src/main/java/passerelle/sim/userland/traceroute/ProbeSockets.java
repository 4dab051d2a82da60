package passerelle.sim.userland.traceroute;

import passerelle.kernel.KernelException;
import passerelle.sim.socket.InetSocket;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.userland.traceroute.ProbeMethod.TraceFailure;

/** What all methods do with their sockets (traceroute.c: {@code tune_socket}). */
final class ProbeSockets {
  private static final int PATTERN_START = 0x40;
  private static final int PATTERN_MASK = 0x3f;

  private ProbeSockets() {}

  /** A call that may fail. */
  @FunctionalInterface
  interface Call {
    void run() throws KernelException;
  }

  /**
   * Sets the options of a socket.
   *
   * @param ttl 1..255
   */
  static void prepare(InetSocket socket, TracerouteOptions options, int ttl) throws TraceFailure {
    if (options.device.isPresent()) {
      try {
        socket.bindToDevice(options.device.get());
      } catch (KernelException refused) {
        throw new TraceFailure("setsockopt SO_BINDTODEVICE", refused);
      }
    }
    socket
        .options()
        .setMark(options.mark)
        .setTos(options.tos)
        .setTtl(ttl)
        .setMulticastTtl(ttl)
        .setReceiveErrors(true)
        .setPathMtu(options.dontFragment ? SocketOptions.PathMtu.DO : SocketOptions.PathMtu.DONT);
  }

  static void bind(Call call) throws TraceFailure {
    try {
      call.run();
    } catch (KernelException refused) {
      throw new TraceFailure("bind", refused);
    }
  }

  /**
   * The data of a probe: printable characters, over and over.
   *
   * @param from octets of a header that stands before them in the same buffer
   */
  public static byte[] pattern(int from, int length) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) (PATTERN_START + (from + i & PATTERN_MASK));
    }
    return data;
  }
}

package passerelle.real.net;

import com.sun.jna.LastErrorException;
import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCall;
import passerelle.service.UdpPort;

/** A UDP socket of the real kernel for an application without threads. */
final class UdpSocket extends ServiceSocket implements UdpPort {
  private final boolean six;
  private final Listener listener;

  /**
   * Takes over a descriptor that does not block.
   *
   * @param six whether it is of IPv6
   */
  UdpSocket(ServingProcess process, int fd, boolean six, Listener listener) {
    super(process, fd);
    this.six = six;
    this.listener = listener;
  }

  void start() {
    watch(SocketCalls.EPOLLIN);
  }

  @Override
  void ready(int events) {
    byte[] address = new byte[Sockaddr.SIZE];
    try {
      int[] size = {address.length};
      long count =
          SocketCalls.recvfrom(
              fd(), process().poller().buffer(), Poller.BUFFER_SIZE, 0, address, size);
      byte[] octets = process().poller().buffer().getByteArray(0, (int) count);
      listener.received(this, Sockaddr.read(address), Payload.of(octets));
    } catch (LastErrorException e) {
      if (!SystemCall.errno(e.getErrorCode()).equals(Optional.of(Errno.EAGAIN))) {
        listener.failed(this);
      }
    }
  }

  @Override
  public void send(SocketAddress to, Payload data) {
    if (!isOpen()) {
      return;
    }
    byte[] address = Sockaddr.write(to, six);
    try {
      Libc.sendto(fd(), data.toBytes(), data.length(), 0, address, address.length);
    } catch (LastErrorException lost) {
      // As UDP is: the receiver, and only it, misses the datagram.
    }
  }

  @Override
  public void send(Payload data) throws KernelException {
    if (!isOpen()) {
      throw new KernelException(Errno.ENOTCONN);
    }
    SystemCall.check(() -> Libc.send(fd(), data.toBytes(), data.length(), 0));
  }

  @Override
  public void close() {
    closeDescriptor();
  }
}

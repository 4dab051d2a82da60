package passerelle.sim.userland.dns;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.SocketAddress;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.socket.dns.DnsMessage;
import passerelle.sim.socket.dns.DnsReader;
import passerelle.sim.socket.dns.DnsWriter;
import passerelle.sim.userland.dns.Dighost.Reply;
import passerelle.sim.userland.net.Net;

/** One query and its answer, over UDP or TCP (RFC 1035 section 4.2). */
final class Transports {
  private static final int PREFIX = 2;

  private final Process self;
  private final Net net;

  Transports(Process self, Net net) {
    this.self = self;
    this.net = net;
  }

  Reply exchange(Lookup lookup, Lookup.Server server, DnsMessage query, Dighost.Program program) {
    return lookup.tcp ? tcp(lookup, server, query, program) : udp(lookup, server, query, program);
  }

  private Reply udp(
      Lookup lookup, Lookup.Server server, DnsMessage query, Dighost.Program program) {
    UdpSocket socket = net.udp();
    try {
      socket.options().setReceiveErrors(true);
      socket.connect(new SocketAddress(server.address(), lookup.port));
    } catch (KernelException refused) {
      socket.close();
      return Reply.notSetUp(Dighost.words(refused.errno()), false);
    }
    try {
      Payload octets = DnsWriter.write(query);
      program.sending(lookup, query, octets.length());
      long start = self.now();
      net.systemCall();
      send(socket, octets);
      return receive(socket, query, start, start + lookup.patience() * EventLoop.SECOND);
    } finally {
      socket.close();
    }
  }

  /** What the firewall does not let out is waited for all the same. */
  private static void send(UdpSocket socket, Payload octets) {
    try {
      socket.send(octets);
    } catch (KernelException lost) {
      socket.takeError();
    }
  }

  private Reply receive(UdpSocket socket, DnsMessage query, long start, long deadline) {
    while (true) {
      boolean ready =
          net.await(
              () -> socket.isReadable() || socket.hasError(), Math.max(0, deadline - self.now()));
      Optional<ReceivedDatagram> datagram = socket.receive();
      if (datagram.isPresent()) {
        Optional<DnsMessage> message =
            DnsReader.read(datagram.get().payload()).filter(m -> answers(m, query));
        if (message.isPresent()) {
          int length = datagram.get().payload().length();
          return Reply.of(message.get(), length, datagram.get().time() - start, false);
        }
      } else if (!ready) {
        return Reply.failed("timed out", false);
      } else {
        Errno errno = socket.takeError().orElse(Errno.ETIMEDOUT);
        return Reply.failed(Dighost.words(errno), false);
      }
    }
  }

  private static boolean answers(DnsMessage message, DnsMessage query) {
    return message.id() == query.id() && message.has(DnsMessage.RESPONSE);
  }

  private Reply tcp(
      Lookup lookup, Lookup.Server server, DnsMessage query, Dighost.Program program) {
    TcpSocket socket = net.tcp();
    long patience = lookup.patience() * EventLoop.SECOND;
    try {
      net.connect(socket, new SocketAddress(server.address(), lookup.port), patience);
    } catch (KernelException failed) {
      socket.close();
      Errno errno = failed.errno() == Errno.EINPROGRESS ? Errno.ETIMEDOUT : failed.errno();
      return Reply.notSetUp(Dighost.words(errno), true);
    }
    try {
      Payload octets = DnsWriter.write(query);
      program.sending(lookup, query, octets.length());
      long start = self.now();
      socket.send(framed(octets));
      return receive(socket, query, start, start + patience);
    } catch (KernelException failed) {
      return Reply.failed(Dighost.words(failed.errno()), true);
    } finally {
      socket.close();
    }
  }

  private Reply receive(TcpSocket socket, DnsMessage query, long start, long deadline)
      throws KernelException {
    Payload received = Payload.EMPTY;
    while (true) {
      if (!net.await(socket::isReadable, Math.max(0, deadline - self.now()))) {
        return Reply.failed("timed out", true);
      }
      Optional<Errno> error = socket.takeError();
      if (error.isPresent()) {
        throw new KernelException(error.get());
      }
      received = received.plus(socket.receive(Integer.MAX_VALUE));
      Optional<DnsMessage> message = unframed(received).filter(m -> answers(m, query));
      if (message.isPresent()) {
        int length = received.length() - PREFIX;
        return Reply.of(message.get(), length, self.now() - start, true);
      }
      if (socket.atEnd()) {
        return Reply.failed("end of file", true);
      }
    }
  }

  private static Payload framed(Payload message) {
    byte[] length = {(byte) (message.length() >>> 8), (byte) message.length()};
    return Payload.of(length).plus(message);
  }

  private static Optional<DnsMessage> unframed(Payload octets) {
    if (octets.length() < PREFIX) {
      return Optional.empty();
    }
    int length = octets.at(0) << 8 | octets.at(1);
    return octets.length() < PREFIX + length
        ? Optional.empty()
        : DnsReader.read(octets.slice(PREFIX, PREFIX + length));
  }
}

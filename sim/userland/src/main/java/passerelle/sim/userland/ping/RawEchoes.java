package passerelle.sim.userland.ping;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;

/** What the pings that descend from BSD's share: echoes out of a raw socket, and their times. */
abstract class RawEchoes {
  private static final int LARGEST = 65507;

  final Process self;
  final Getopt getopt;
  final Net net;
  final PingStatistics statistics = new PingStatistics();
  final String name;
  final int size;
  final long count;
  int identifier;
  IpAddress target = Family.IPV4.any();
  boolean interrupted;
  private final Map<Integer, Long> sentAt = new HashMap<>();
  private final int stamp;

  /**
   * Nothing sent yet.
   *
   * @param stamp octets of the time stamp in a probe; shorter probes are not timed
   */
  RawEchoes(Process self, Getopt getopt, int stamp) {
    this.self = self;
    this.getopt = getopt;
    this.stamp = stamp;
    net = new Net(self);
    name = getopt.operands().get(0);
    size = (int) Math.min(LARGEST, number(56, "s", "size"));
    count = number(0, "c", "count");
    identifier = self.pid() & 0xffff;
  }

  final long number(long otherwise, String... names) {
    return getopt.value(names).map(Long::parseLong).orElse(otherwise);
  }

  final long interval() {
    return getopt
        .value("i", "interval")
        .filter(i -> i.matches("[0-9]{1,6}([.][0-9]{0,9})?"))
        .map(i -> new BigDecimal(i).multiply(BigDecimal.valueOf(EventLoop.SECOND)).longValue())
        .orElse(EventLoop.SECOND);
  }

  /**
   * Sends the next echo.
   *
   * @param call how the program calls this in its complaint
   * @return false when it could not
   */
  final boolean send(RawSocket socket, String call) {
    int sequence = (int) statistics.count() & 0xffff;
    statistics.transmitted(sequence);
    sentAt.put(sequence, self.now());
    net.systemCall();
    try {
      Payload data = Payload.zeros(size);
      socket.send(target, IcmpMessage.echoRequest(identifier, sequence, data));
      return true;
    } catch (KernelException refused) {
      self.stderr().print("ping: " + call + ": " + self.place().libc().strerror(refused) + "\n");
      return false;
    }
  }

  /** Takes what has come, of whomever it is: whether something was of use. */
  final boolean receive(RawSocket socket) {
    boolean any = false;
    Optional<ReceivedDatagram> next = socket.receive();
    while (next.isPresent()) {
      any |= take(next.get());
      next = socket.receive();
    }
    return any;
  }

  /** Looks at what has come: whether it is of use. */
  abstract boolean take(ReceivedDatagram datagram);

  final boolean isMine(IcmpMessage message) {
    return message.type() == IcmpMessage.ECHO_REPLY && message.identifier() == identifier;
  }

  /**
   * Counts an answer, and words it.
   *
   * @param label what stands before its number: {@code icmp_seq=}
   */
  final String answer(ReceivedDatagram datagram, IcmpMessage message, String label) {
    int sequence = message.sequence();
    boolean timed = size >= stamp && sentAt.containsKey(sequence);
    long micros = timed ? (datagram.time() - sentAt.get(sequence)) / 1000 : -1;
    boolean first = statistics.reply(sequence, micros);
    return (message.length() + " bytes from " + datagram.source().address() + ": ")
        + (label + sequence + " ttl=" + datagram.packet().ttl())
        + (micros < 0 ? "" : " time=" + PingStatistics.millis(micros) + " ms")
        + (first ? "" : " (DUP!)")
        + "\n";
  }
}

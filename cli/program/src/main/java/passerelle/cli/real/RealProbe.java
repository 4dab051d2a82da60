package passerelle.cli.real;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.ProbeOutcome;
import passerelle.cli.lab.ProbeTarget;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;
import passerelle.real.sys.Netns;

/**
 * One try to reach a target from a namespace: a TCP connection, a UDP datagram, or an ICMP echo by
 * {@code ping}.
 *
 * @param answered called at the answer, before the connection is closed again
 */
record RealProbe(Netns netns, ProbeTarget target, Runnable answered) {
  /** Milliseconds; longer than ARP's three questions. */
  private static final int PATIENCE = 4000;

  private static final int HELLO = 18;

  ProbeOutcome run() {
    try {
      return switch (target.protocol()) {
        case TCP -> netns.call(this::connect);
        case UDP -> netns.call(this::datagram);
        case ICMP -> echo();
      };
    } catch (KernelException | IOException failed) {
      return new ProbeOutcome(false, errno(failed.getMessage()));
    }
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(target.address().toString(), target.port());
  }

  private ProbeOutcome connect() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address(), PATIENCE);
      answered.run();
      return new ProbeOutcome(true, Optional.empty());
    } catch (SocketTimeoutException silence) {
      return new ProbeOutcome(false, Optional.empty());
    }
  }

  private ProbeOutcome datagram() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address());
      socket.setSoTimeout(PATIENCE);
      socket.send(new DatagramPacket(new byte[HELLO], HELLO));
      socket.receive(new DatagramPacket(new byte[1500], 1500));
      answered.run();
      return new ProbeOutcome(true, Optional.empty());
    } catch (SocketTimeoutException silence) {
      return new ProbeOutcome(false, Optional.empty());
    } catch (PortUnreachableException refused) {
      return new ProbeOutcome(false, Optional.of(Errno.ECONNREFUSED));
    }
  }

  private ProbeOutcome echo() throws CommandException {
    String seconds = String.valueOf(PATIENCE / 1000);
    List<String> argv =
        List.of("ping", "-n", "-c", "1", "-W", seconds, target.address().toString());
    Command.Result result = Command.of(argv).in(netns).run();
    if (result.status() == 0) {
      answered.run();
    }
    boolean unreachable = result.out().contains("Unreachable");
    return new ProbeOutcome(
        result.status() == 0, unreachable ? Optional.of(Errno.EHOSTUNREACH) : errno(result.err()));
  }

  private static Optional<Errno> errno(String message) {
    return Arrays.stream(Errno.values()).filter(e -> message.contains(e.text())).findFirst();
  }
}

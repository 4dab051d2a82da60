package passerelle.cli.lab;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Payload;
import passerelle.sim.SimKernel;
import passerelle.sim.core.EventLoop;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.socket.InetSocket;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.ip.NetnsFiles;

/** One try to reach a target from a place: a TCP connection, a UDP datagram, or an ICMP echo. */
final class SimProbe {
  /** Longer than ARP's three questions. */
  private static final long PATIENCE = 4 * EventLoop.SECOND;

  /** As iputils' ping fills an echo request, but for the time that it writes in front. */
  private static final byte[] ECHO = echo(56, 16);

  private static final Payload HELLO = Payload.zeros(18);

  private static byte[] echo(int length, int from) {
    byte[] data = new byte[length];
    for (int i = from; i < length; i++) {
      data[i] = (byte) i;
    }
    return data;
  }

  private final SimKernel kernel;
  private final Sites.Site from;
  private final ProbeTarget target;
  private final Runnable answered;
  private ProbeOutcome outcome = new ProbeOutcome(false, Optional.empty());

  /**
   * A probe to be sent.
   *
   * @param answered called at the answer, before the connection is closed again
   */
  SimProbe(SimKernel kernel, Sites.Site from, ProbeTarget target, Runnable answered) {
    this.kernel = kernel;
    this.from = from;
    this.target = target;
    this.answered = answered;
  }

  ProbeOutcome run() {
    BlockingProgram program = this::send;
    Process process = from(kernel, from, program, "trace");
    kernel.scheduler().runForeground(process);
    return outcome;
  }

  /** A process of a place, in its network namespace. */
  static Process from(SimKernel kernel, Sites.Site from, Program program, String name) {
    Process process = kernel.spaces().spawn(from.space(), program, List.of(name)).create();
    Place place = process.place();
    if (from.isMadeByHand()) {
      Netns there = kernel.namespaces().require(from.netns());
      FileSystem files = place.files().view();
      try {
        NetnsFiles.bind(files, place.files(), from.netns());
      } catch (FileError gone) {
        // Then it has the machine's own files, as ip netns exec gives them.
      }
      process.enter(place.in(there, files));
    }
    return process;
  }

  private int send(Process self) {
    Owner owner = new Owner("trace", self.pid(), 3);
    try {
      switch (target.protocol()) {
        case TCP -> connect(self, self.netns().sockets().tcp().open(owner, family()));
        case UDP -> datagram(self, self.netns().sockets().udp().open(owner, family()));
        case ICMP -> echo(self, self.netns().sockets().raw().openPing(owner));
      }
    } catch (KernelException refused) {
      outcome = new ProbeOutcome(false, Optional.of(refused.errno()));
    }
    return 0;
  }

  private SocketFamily family() {
    return target.address().family() == Family.IPV6 ? SocketFamily.INET6 : SocketFamily.INET;
  }

  private void connect(Process self, TcpSocket socket) throws KernelException {
    self.closeAtExit(socket::close);
    socket.connect(new SocketAddress(target.address(), target.port()));
    self.await(() -> socket.state() != TcpState.SYN_SENT, PATIENCE);
    conclude(socket, socket.state() == TcpState.ESTABLISHED);
  }

  private void datagram(Process self, UdpSocket socket) throws KernelException {
    self.closeAtExit(socket::close);
    socket.options().setBroadcast(true);
    socket.connect(new SocketAddress(target.address(), target.port()));
    socket.send(HELLO);
    self.await(() -> socket.isReadable() || socket.hasError(), PATIENCE);
    conclude(socket, socket.isReadable());
  }

  private void echo(Process self, RawSocket socket) throws KernelException {
    self.closeAtExit(socket::close);
    socket.options().setReceiveErrors(true);
    IcmpMessage request = IcmpMessage.echoRequest(socket.identifier(), 1, Payload.of(ECHO));
    socket.send(target.address(), request);
    self.await(
        () -> socket.isReadable() || socket.hasError() || socket.errorQueue().hasEntry(), PATIENCE);
    conclude(socket, socket.isReadable());
  }

  private void conclude(InetSocket socket, boolean success) {
    Optional<Errno> error = socket.takeError();
    if (error.isEmpty()) {
      error = socket.errorQueue().take().map(e -> e.errno());
    }
    outcome = new ProbeOutcome(success, error);
    answered.run();
  }
}

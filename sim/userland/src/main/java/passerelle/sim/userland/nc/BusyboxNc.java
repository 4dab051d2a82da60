package passerelle.sim.userland.nc;

import java.util.List;
import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** BusyBox's nc (networking/nc.c). */
public final class BusyboxNc implements BlockingProgram {
  @Override
  public int run(Process self) {
    List<String> arguments = self.arguments();
    int program = arguments.indexOf("-e");
    List<String> command =
        program < 0 ? List.of() : arguments.subList(program + 1, arguments.size());
    List<String> rest = program < 0 ? arguments : arguments.subList(0, program);
    Getopt getopt = Getopt.parse("lp:w:i:f:Nn", "", rest);
    // Ports are looked up as their options are read.
    Optional<String> bad =
        getopt.options().stream()
            .filter(option -> option.is('p') && !isPort(option.value()))
            .map(Getopt.Option::value)
            .findFirst();
    if (bad.isPresent()) {
      return self.stderr().print("nc: bad port '" + bad.get() + "'\n", 1);
    }
    getopt.orExit(self, "nc", 1, BusyboxUsage.of("nc", self));
    getopt.without(self, "nc", "if");
    Run run = new Run(self, getopt, command);
    return getopt.has("l") ? run.listen() : run.connect();
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535;
  }

  /** One run with its settings. */
  private record Run(Process self, Getopt getopt, List<String> command, Net net) {
    Run(Process self, Getopt getopt, List<String> command) {
      this(self, getopt, command, new Net(self));
    }

    private int fail(String text) {
      return self.stderr().print("nc: " + text + "\n", 1);
    }

    int connect() {
      List<String> words = getopt.operands();
      if (words.size() != 2) {
        return self.stderr().print(BusyboxUsage.of("nc", self), 1);
      }
      if (!isPort(words.get(1))) {
        return fail("bad port '" + words.get(1) + "'");
      }
      long end = alarm();
      Resolver.Result found = new Resolver(self, net).until(end).lookup(words.get(0));
      if (self.now() >= end) {
        return fail("timed out");
      }
      if (!found.isFound()) {
        return fail("bad address '" + words.get(0) + "'");
      }
      long timeout = end == Long.MAX_VALUE ? -1 : end - self.now();
      TcpSocket socket = net.tcp();
      SocketAddress peer = new SocketAddress(found.first(), Integer.parseInt(words.get(1)));
      try {
        int own = ownPort();
        if (own > 0) {
          socket.options().setReuseAddress(true);
          socket.bind(SocketAddress.any(own));
        }
        net.connectBlocking(socket, peer, timeout);
      } catch (KernelException refused) {
        return fail(
            refused.errno() == Errno.EINPROGRESS
                ? "timed out"
                : "can't connect to remote host (%s): %s"
                    .formatted(peer.address(), self.place().libc().strerror(refused)));
      }
      serve(socket);
      return 0;
    }

    private int ownPort() {
      return getopt.value("p").map(Integer::parseInt).orElse(0);
    }

    /** When {@code -w} ends it, looking for the name included, unless it is connected by then. */
    private long alarm() {
      return getopt
          .value("w")
          .filter(w -> w.matches("[0-9]{1,6}"))
          .map(w -> self.now() + Long.parseLong(w) * EventLoop.SECOND)
          .orElse(Long.MAX_VALUE);
    }

    int listen() {
      self.declareEndless();
      TcpListener listener;
      try {
        listener =
            net.kept(
                net.sockets()
                    .tcp()
                    .listen(
                        net.owner(),
                        SocketFamily.INET6,
                        SocketAddress.any(ownPort()),
                        1,
                        new SocketOptions().setReuseAddress(true)));
      } catch (KernelException refused) {
        return fail("bind: " + self.place().libc().strerror(refused));
      }
      long times = getopt.options().stream().filter(o -> o.is('l')).count();
      do {
        net.await(listener::isReadable, -1);
        Optional<TcpSocket> socket = listener.accept();
        socket.ifPresent(s -> serve(net.kept(s)));
      } while (times > 1);
      return 0;
    }

    private void serve(TcpSocket socket) {
      if (command.isEmpty()) {
        Relay.Ending ending = new Relay.Ending(true, true, -1, -1, false);
        new Relay(self, net, new Wire.Tcp(socket), ending).run();
      } else {
        Execution.run(self, command, socket);
      }
      socket.close();
    }
  }
}

package passerelle.sim.userland.nc;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.net.ServiceNames;

/** telnet, without negotiation of options: Debian's netkit one, and BusyBox's. */
public record Telnet(boolean busybox) implements BlockingProgram {
  private static final int TELNET_PORT = 23;

  @Override
  public int run(Process self) {
    List<String> words = self.arguments();
    if (words.isEmpty() || words.get(0).startsWith("-") || words.size() > 2) {
      String text =
          busybox
              ? BusyboxUsage.of("telnet", self)
              : "telnet: Passerelle models telnet HOST [PORT] alone\n";
      self.stderr().print(text);
      return busybox ? 1 : 2;
    }
    String host = words.get(0);
    String service = words.size() > 1 ? words.get(1) : "telnet";
    Optional<Integer> port = words.size() > 1 ? port(self, service) : Optional.of(TELNET_PORT);
    if (port.isEmpty()) {
      return self.stderr()
          .print(
              busybox
                  ? "telnet: bad port '" + service + "'\n"
                  : lookupFailure(host, service, "Servname not supported for ai_socktype"),
              1);
    }
    Net net = new Net(self);
    Resolver.Result found = new Resolver(self, net).lookup(host);
    if (!found.isFound()) {
      return self.stderr()
          .print(
              busybox
                  ? "telnet: bad address '" + host + "'\n"
                  : lookupFailure(host, service, found.outcome().text(self)),
              1);
    }
    return talk(self, net, new SocketAddress(found.first(), port.get()), host);
  }

  private static String lookupFailure(String host, String service, String why) {
    return "Server lookup failure:  %s:%s, %s\n".formatted(host, service, why);
  }

  private static Optional<Integer> port(Process self, String service) {
    if (service.matches("[0-9]{1,5}") && Integer.parseInt(service) < 65536) {
      return Optional.of(Integer.parseInt(service));
    }
    OptionalInt named = new ServiceNames(self).port(service, "tcp");
    return named.isPresent() ? Optional.of(named.getAsInt()) : Optional.empty();
  }

  private int talk(Process self, Net net, SocketAddress peer, String host) {
    TcpSocket socket = net.tcp();
    if (!busybox) {
      self.stdout().print("Trying " + peer.address() + "...\n");
    }
    try {
      net.connect(socket, peer, -1);
    } catch (KernelException refused) {
      return self.stderr()
          .print(
              busybox
                  ? "telnet: can't connect to remote host (%s): %s\n"
                      .formatted(peer.address(), self.place().libc().strerror(refused))
                  : "telnet: Unable to connect to remote host: "
                      + self.place().libc().strerror(refused)
                      + "\n",
              1);
    }
    self.stdout()
        .print(
            busybox
                ? "Connected to " + host + "\n"
                : "Connected to " + host + ".\nEscape character is '^]'.\n");
    Relay.Ending ending = new Relay.Ending(false, true, -1, 0, false);
    new Relay(self, net, new Wire.Tcp(socket), ending).run();
    boolean byPeer = socket.atEnd();
    socket.close();
    if (!busybox) {
      self.stderr().print("Connection closed by foreign host.\n");
    } else if (byPeer) {
      return self.stderr().print("Connection closed by foreign host\n", 1);
    }
    return 0;
  }
}

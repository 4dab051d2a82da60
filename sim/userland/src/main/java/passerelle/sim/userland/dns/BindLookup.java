package passerelle.sim.userland.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.sim.process.Process;
import passerelle.sim.socket.SocketOptions.PathMtu;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.net.ResolverFiles;

/** How host and nslookup ask: servers in turn, the search list, and complaints as they come. */
final class BindLookup {
  private final Process self;
  private final Net net;
  private final Settings settings;
  private final DnsClient client;
  private final ResolverFiles files;
  private List<IpAddress> servers;

  /**
   * What the command line says.
   *
   * @param server whom to ask; empty for those of resolv.conf
   * @param seconds how long to wait for a server
   * @param tries how often
   */
  record Settings(Optional<String> server, int port, int seconds, int tries, boolean tcp) {}

  /** A lookup. */
  BindLookup(Process self, Net net, Settings settings) {
    this.self = self;
    this.net = net;
    this.settings = settings;
    client = new DnsClient(self, net, PathMtu.DONT);
    files = new ResolverFiles(self.files());
    servers = files.servers();
  }

  /** Looks up a server that was given by name; says so when it is not known. */
  boolean findServer(String tool) {
    if (settings.server().isEmpty()) {
      return true;
    }
    Resolver.Result found = new Resolver(self, net).lookup(settings.server().get());
    if (!found.isFound()) {
      self.stderr()
          .print(
              tool + ": couldn't get address for '" + settings.server().get() + "': not found\n");
      return false;
    }
    servers = found.addresses();
    return true;
  }

  /** The server as {@code 192.0.2.1#53}. */
  String place() {
    return servers.get(0) + "#" + settings.port();
  }

  /** The server as it was given, or its address. */
  String name() {
    return settings.server().orElse(server().toString());
  }

  IpAddress server() {
    return servers.get(0);
  }

  /** Asks for a name with the search list; empty when nobody answered. */
  Optional<DnsClient.Reply> search(String name, int type) {
    Optional<DnsClient.Reply> last = Optional.empty();
    for (String candidate : candidates(name)) {
      last = ask(candidate, type);
      if (last.isEmpty() || last.get().message().code() != DnsMessage.NXDOMAIN) {
        return last;
      }
    }
    return last;
  }

  /**
   * Whether a name is looked for as it stands before the search list's domains are put behind it.
   */
  boolean isTriedFirst(String name) {
    return name.chars().filter(c -> c == '.').count() >= files.ndots();
  }

  private List<String> candidates(String name) {
    if (name.endsWith(".")) {
      return List.of(name.substring(0, name.length() - 1));
    }
    List<String> all = new ArrayList<>();
    boolean plainFirst = isTriedFirst(name);
    if (plainFirst) {
      all.add(name);
    }
    files.search().forEach(domain -> all.add(name + "." + domain));
    if (!plainFirst) {
      all.add(name);
    }
    return all;
  }

  private Optional<DnsClient.Reply> ask(String name, int type) {
    boolean setup = true;
    // What is asked again is the same message (dighost.c, setup_lookup).
    DnsMessage query = DnsMessage.query(client.id(), new DnsQuestion(name, type));
    for (int i = 0; i < settings.tries(); i++) {
      for (IpAddress server : servers) {
        DnsClient.Outcome outcome =
            client.ask(server, settings.port(), query, settings.seconds(), settings.tcp());
        if (outcome instanceof DnsClient.Reply reply) {
          return Optional.of(reply);
        }
        setup &= complain((DnsClient.Failure) outcome, server, name);
      }
    }
    self.stdout().print(setup ? "" : ";; no servers could be reached\n");
    return Optional.empty();
  }

  private boolean complain(DnsClient.Failure failure, IpAddress server, String name) {
    String place = server + "#" + settings.port();
    if (failure.setup()) {
      self.stdout()
          .print(
              (settings.tcp() ? ";; Connection to " : ";; UDP setup with ")
                  + place
                  + "("
                  + server
                  + ") for "
                  + name
                  + " failed: "
                  + failure.why()
                  + ".\n;; no servers could be reached\n");
      return true;
    }
    self.stdout().print(";; communications error to " + place + ": " + failure.why() + "\n");
    return false;
  }
}

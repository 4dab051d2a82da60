package passerelle.sim.userland.http;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.tls.TlsCertificate;
import passerelle.packet.tls.TlsException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * BusyBox's wget (networking/wget.c).
 *
 * @param checks whether another program does TLS for it and checks certificates, as on Alpine
 */
public record BusyboxWget(boolean checks) implements BlockingProgram {
  private static final String WORDS =
      """
      spider header: post-data: no-check-certificate post-file: timeout=T quiet=q output-document=O
      server-response=S user-agent=U directory-prefix=P tries=t
      """;
  private static final int MAX_REDIRECTS = 5;

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse("cqSO:o:P:Y:U:T:t:n:", WORDS, self.arguments());
    getopt.orExit(!getopt.operands().isEmpty(), self, "wget", 1, BusyboxUsage.of("wget", self));
    getopt.without(self, "wget", List.of("c", "o", "post-file"));
    Session session = new Session(self, getopt, checks);
    int status = 0;
    for (String url : getopt.operands()) {
      status = Math.max(status, session.download(url));
    }
    return status;
  }

  /** One run with its settings. */
  private static final class Session {
    private final Process self;
    private final Getopt getopt;
    private final Net net;
    private final boolean quiet;
    private final boolean checks;
    private final boolean notes;
    private final boolean helped;

    Session(Process self, Getopt getopt, boolean checks) {
      helped = checks;
      this.checks = checks && !getopt.has("no-check-certificate");
      notes = !checks && !getopt.has("no-check-certificate");
      this.self = self;
      this.getopt = getopt;
      net = new Net(self);
      quiet = getopt.has("q");
    }

    private int fail(String text) {
      return self.stderr().print("wget: " + text + "\n", 1);
    }

    private void say(String text) {
      if (!quiet) {
        self.stderr().print(text);
      }
    }

    int download(String text) {
      try {
        Url url = Url.parse(text);
        for (int i = 0; i < MAX_REDIRECTS; i++) {
          if (!url.scheme().matches("https?")) {
            return fail("not an http or ftp url: " + text);
          }
          Optional<HttpReply> reply = fetch(url);
          if (reply.isEmpty()) {
            return 1;
          }
          Optional<String> location = reply.get().field("location");
          if (reply.get().status() / 100 != 3 || location.isEmpty()) {
            return save(url, reply.get());
          }
          url = url.resolve(location.get());
        }
        return fail("too many redirections");
      } catch (Url.Rejected rejected) {
        return fail("bad address '" + text + "'");
      }
    }

    /** Whom to ask instead: of what a variable may say of proxies it takes this alone. */
    private Optional<Url> proxy() throws Url.Rejected {
      String proxy = self.environment().getOrDefault("http_proxy", "");
      boolean off = getopt.value("Y").filter("off"::equals).isPresent();
      return proxy.isEmpty() || off ? Optional.empty() : Optional.of(Url.parse(proxy));
    }

    private Optional<HttpReply> fetch(Url url) throws Url.Rejected {
      Optional<Url> proxy = proxy();
      Url server = proxy.orElse(url);
      List<IpAddress> found = addresses(server.host());
      if (found.isEmpty()) {
        fail("bad address '" + server.givenHost() + "'");
        return Optional.empty();
      }
      WebClient client = new WebClient(net, getopt.number(900, "T") * EventLoop.SECOND);
      SocketAddress peer = new SocketAddress(found.get(0), server.effectivePort());
      say("Connecting to " + server.givenHost() + " (" + peer + ")\n");
      boolean connected = false;
      boolean four = peer.address().family() == Family.IPV4;
      try {
        TcpSocket socket = client.connect(peer);
        connected = true;
        boolean head = getopt.has("spider");
        if (notes && server.scheme().equals("https")) {
          fail("note: TLS certificate validation not implemented");
        }
        Channel channel = client.over(self, socket, server, c -> isTrusted(c, url));
        String target = proxy.isPresent() ? url.toString() : url.target();
        HttpReply reply = client.exchange(channel, request(url, target, head), head);
        channel.close();
        return checked(reply);
      } catch (TlsException refused) {
        if (helped) {
          self.stderr().print(SslClient.error(self, refused));
        }
        fail("error getting response: Connection reset by peer");
        return Optional.empty();
      } catch (KernelException refused) {
        String where =
            connected
                ? "error getting response"
                : "can't connect to remote host" + (four ? " (" + peer.address() + ")" : "");
        boolean late = refused.errno() == Errno.ETIMEDOUT;
        fail(late ? "download timed out" : where + ": " + self.place().libc().strerror(refused));
        return Optional.empty();
      }
    }

    /** Alpine's is built without FEATURE_PREFER_IPV4_ADDRESS: there localhost is ::1. */
    private List<IpAddress> addresses(String host) {
      Resolver resolver = new Resolver(self, net);
      return self.place().tools().name().equals("alpine")
          ? resolver.destinations(host).addresses()
          : resolver.lookup(host).addresses();
    }

    private boolean isTrusted(TlsCertificate shown, Url url) {
      return !checks || shown.isTrusted() && !shown.match(url.host()).isEmpty();
    }

    private String request(Url url, String target, boolean head) {
      String fields =
          ("Host: " + url.givenHost() + "\r\n")
              + ("User-Agent: " + getopt.value("U").orElse("Wget") + "\r\n")
              + "Connection: close\r\n";
      return WgetRequest.of(getopt, head, target, fields);
    }

    private Optional<HttpReply> checked(HttpReply reply) {
      if (!reply.hasHead()) {
        fail("error getting response");
        return Optional.empty();
      }
      if (getopt.has("S")) {
        reply.lines().forEach(line -> self.stderr().print("  " + line + "\n"));
        self.stderr().print("  \n");
      }
      if (reply.status() >= 400) {
        fail("server returned error: " + reply.lines().get(0));
        return Optional.empty();
      }
      return Optional.of(reply);
    }

    private int save(Url url, HttpReply reply) {
      if (getopt.has("spider")) {
        say("remote file exists\n");
        return 0;
      }
      String base = url.fileName().orElse("index.html");
      String output =
          getopt.value("O").orElse(getopt.value("P").map(p -> p + "/").orElse("") + base);
      byte[] body = reply.body();
      boolean toStdout = output.equals("-");
      say(toStdout ? "writing to stdout\n" : "saving to '" + output + "'\n");
      if (toStdout) {
        self.stdout().write(body);
      } else {
        try {
          self.files().write(self.path(output), body);
        } catch (FileError refused) {
          return fail("can't open '" + output + "': " + refused.getMessage());
        }
      }
      String shown = output.substring(output.lastIndexOf('/') + 1);
      say("%-20.20s 100%% |%s| %5s  0:00:00 ETA\n".formatted(shown, "*".repeat(32), body.length));
      say(toStdout ? "written to stdout\n" : "'" + output + "' saved\n");
      return 0;
    }
  }
}

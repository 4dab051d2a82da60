package passerelle.sim.userland.http;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.lab.LabDate;
import passerelle.packet.tls.TlsCertificate;
import passerelle.packet.tls.TlsException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.sim.userland.tool.OsRelease;

/** GNU wget 1.25, for single files over HTTP (wget(1)). */
public final class Wget implements BlockingProgram {
  private static final String WORDS =
      """
      quiet=q output-document=O spider timeout=T tries=t server-response=S no-verbose header:
      user-agent=U no-check-certificate directory-prefix=P post-data: connect-timeout: help=h
      version=V continue=c recursive=r background=b convert-links=k limit-rate: max-redirect:
      user: password: http-user: http-password: page-requisites=p mirror=m
      """;

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse("qO:T:t:Sn:U:P:4chrVvbkpm", WORDS, self.arguments());
    if (getopt.has("V")) {
      return self.stdout().print("GNU Wget 1.25.0 built on linux-gnu.\n", 0);
    }
    if (getopt.error().isPresent() || getopt.operands().isEmpty()) {
      String start = getopt.error().map(e -> "wget: " + e + "\n").orElse("wget: missing URL\n");
      self.stderr()
          .print(
              start + "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n");
      return getopt.error().isPresent() ? 2 : 1;
    }
    getopt.without(self, "wget", List.of("r", "b", "h", "k", "p", "m"));
    Session session = new Session(self, getopt);
    int status = 0;
    for (String url : getopt.operands()) {
      status = Math.max(status, session.download(url));
    }
    return status;
  }

  /** One run with its settings. */
  private static final class Session {

    /** Where wget is 1.25. */
    private static final Pattern RECENT =
        Pattern.compile("Debian GNU/Linux (?:1[3-9]|forky).*|Alpine Linux v3\\.2[1-9]");

    private static final int NETWORK_FAILURE = 4;
    private static final int VERIFICATION_FAILED = 5;
    private static final int SERVER_ERROR = 8;
    private static final int MAX_REDIRECTS = 20;
    private static final DateTimeFormatter STAMP =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private final Process self;
    private final Getopt getopt;
    private final Net net;
    private final boolean quiet;
    private final boolean brief;
    private final boolean spider;
    private int failure = NETWORK_FAILURE;

    /** Whom to ask instead of the server itself. */
    private Optional<Url> proxy = Optional.empty();

    /** The file at hand. */
    private WgetFile file;

    Session(Process self, Getopt getopt) {
      this.self = self;
      this.getopt = getopt;
      net = new Net(self);
      quiet = getopt.has("q");
      brief = getopt.has("no-verbose") || getopt.value("n").filter("v"::equals).isPresent();
      spider = getopt.has("spider");
    }

    private void say(String text) {
      if (!quiet && !brief) {
        self.stderr().print(text);
      }
    }

    private String now() {
      return STAMP.format(LabDate.at(self.now()));
    }

    int download(String text) {
      if (spider) {
        say("Spider mode enabled. Check if remote file exists.\n");
      }
      try {
        Url url = url(text);
        long redirects = getopt.number(MAX_REDIRECTS, "max-redirect");
        for (int i = 0; i <= redirects; i++) {
          if (!url.scheme().matches("https?")) {
            String scheme = url.scheme();
            return self.stderr().print(text + ": Unsupported scheme ‘" + scheme + "’.\n", 1);
          }
          proxy = WgetProxy.of(self.environment(), url, this::url);
          if (proxy.isPresent() && url.scheme().equals("https")) {
            return self.stderr().print("wget: Passerelle does not model TLS through a proxy\n", 1);
          }
          if (isRest(url)) {
            getopt.without(self, "wget", List.of("c"));
          }
          say("--" + now() + "--  " + url + "\n");
          Optional<HttpReply> reply = attempts(url);
          if (reply.isEmpty()) {
            return failure;
          }
          if (!isRedirect(reply.get())) {
            return finished(url, reply.get());
          }
          String location = reply.get().field("location").orElseThrow();
          say("Location: " + location + " [following]\n");
          url = url.resolve(location);
        }
        say(redirects + " redirections exceeded.\n");
        return SERVER_ERROR;
      } catch (Url.Rejected rejected) {
        return self.stderr().print(text + ": " + rejected.getMessage() + ".\n", 1);
      }
    }

    /**
     * An address; that one without a scheme gets one is told even to whom wants to hear nothing.
     */
    private Url url(String text) throws Url.Rejected {
      if (!text.contains("://") && tellsScheme()) {
        self.stderr().print("Prepended http:// to '" + text + "'\n");
      }
      return Url.parse(text);
    }

    /** Whether this is 1.25, which older releases of distributions have not. */
    private boolean tellsScheme() {
      return OsRelease.of(self.files())
          .filter(facts -> RECENT.matcher(facts.getOrDefault("PRETTY_NAME", "")).matches())
          .isPresent();
    }

    private Optional<HttpReply> attempts(Url url) {
      Url server = proxy.orElse(url);
      Optional<IpAddress> address = address(server);
      if (address.isEmpty()) {
        return Optional.empty();
      }
      long tries = Math.max(1, getopt.number(20, "t"));
      for (int i = 1; i <= tries; i++) {
        try {
          return Optional.of(fetch(url, server, address.get()));
        } catch (TlsException noTls) {
          return Optional.empty();
        } catch (KernelException refused) {
          boolean final_ = refused.errno() == Errno.ECONNREFUSED;
          say("failed: " + self.place().libc().strerror(refused) + ".\n");
          if (final_ || i == tries) {
            say(final_ ? "" : "Giving up.\n\n");
            return Optional.empty();
          }
          say("Retrying.\n\n");
          self.sleep(Math.min(i, 10) * EventLoop.SECOND);
          say("--%s--  (try:%2d)  %s\n".formatted(now(), i + 1, url));
        }
      }
      return Optional.empty();
    }

    private Optional<IpAddress> address(Url url) {
      Optional<IpAddress> literal = Family.IPV4.parse(url.host());
      if (literal.isPresent()) {
        return literal;
      }
      say("Resolving " + url.host() + " (" + url.host() + ")... ");
      Resolver.Result found = new Resolver(self, net).lookup(url.host());
      if (!found.isFound()) {
        say("failed: " + found.outcome().text(self) + ".\n");
        if (!quiet) {
          self.stderr().print("wget: unable to resolve host address ‘" + url.host() + "’\n");
        }
        return Optional.empty();
      }
      say(String.join(", ", found.addresses().stream().map(IpAddress::toString).toList()) + "\n");
      return Optional.of(found.first());
    }

    private HttpReply fetch(Url url, Url server, IpAddress address)
        throws KernelException, TlsException {
      WebClient client = new WebClient(net, getopt.number(900, "T") * EventLoop.SECOND);
      String name = server.host();
      boolean literal = name.equals(address.toString());
      String shown = literal ? name : name + " (" + name + ")|" + address + "|";
      say("Connecting to " + shown + ":" + server.effectivePort() + "... ");
      TcpSocket socket = client.connect(new SocketAddress(address, server.effectivePort()));
      say("connected.\n");
      Channel channel = secured(client, socket, url);
      say((proxy.isPresent() ? "Proxy" : "HTTP") + " request sent, awaiting response... ");
      HttpReply reply = client.ask(channel, request(url), spider);
      if (!reply.hasHead()) {
        channel.close();
        say("No data received.\n");
        throw new KernelException(Errno.ECONNRESET);
      }
      if (getopt.has("S")) {
        say("\n");
        reply.lines().forEach(line -> self.stderr().print("  " + line + "\n"));
      } else {
        say(reply.lines().get(0).replaceFirst("^\\S+ ", "") + "\n");
      }
      if (reply.status() >= 400 || isRedirect(reply) || spider) {
        client.read(channel, reply, octets -> {});
      } else {
        file = new WgetFile(self, this::say, reply);
        file.announce();
        file.receive(client, channel, name(url));
      }
      channel.close();
      return reply;
    }

    private static boolean isRedirect(HttpReply reply) {
      return reply.status() / 100 == 3 && reply.field("location").isPresent();
    }

    private String name(Url url) {
      return getopt.value("O").orElseGet(() -> file.freeName(usualName(url)));
    }

    private String usualName(Url url) {
      String prefix = getopt.value("P").map(p -> p + "/").orElse("");
      return prefix + url.fileName().orElse("index.html");
    }

    /** Whether a part of it is there, of which the rest is asked for. */
    private boolean isRest(Url url) {
      return getopt.has("c")
          && self.files().exists(self.path(getopt.value("O").orElseGet(() -> usualName(url))));
    }

    private Channel secured(WebClient client, TcpSocket socket, Url url)
        throws KernelException, TlsException {
      failure = NETWORK_FAILURE;
      try {
        return client.over(self, socket, url, shown -> isFine(shown, url));
      } catch (TlsException refused) {
        socket.close();
        if (failure == NETWORK_FAILURE && !quiet) {
          boolean other = refused.getMessage().equals(TlsException.WRONG_VERSION);
          String why =
              other
                  ? "An unexpected TLS packet was received."
                  : "The TLS connection was non-properly terminated.";
          self.stderr().print("GnuTLS: " + why + "\nUnable to establish SSL connection.\n");
        }
        throw refused;
      }
    }

    private boolean isFine(TlsCertificate shown, Url url) {
      boolean lax = getopt.has("no-check-certificate");
      boolean other = shown.match(url.host()).isEmpty();
      String owner = "The certificate of ‘" + url.host() + "’ ";
      String level = lax ? "WARNING: " : "ERROR: ";
      if (!shown.isTrusted()) {
        complain(level + owner + "is not trusted.\n");
        complain(level + owner + "doesn't have a known issuer.\n");
      }
      if (other) {
        complain("The certificate's owner does not match hostname ‘" + url.host() + "’\n");
      }
      boolean fine = lax || shown.isTrusted() && !other;
      failure = fine ? failure : VERIFICATION_FAILED;
      return fine;
    }

    private void complain(String text) {
      if (!quiet) {
        self.stderr().print(text);
      }
    }

    private String request(Url url) {
      String fields =
          ("Host: " + url.hostField() + "\r\n")
              + ("User-Agent: " + getopt.value("U").orElse("Wget/1.25.0") + "\r\n")
              + "Accept: */*\r\nAccept-Encoding: identity\r\nConnection: Keep-Alive\r\n"
              + (proxy.isPresent() ? "Proxy-Connection: Keep-Alive\r\n" : "");
      String target = proxy.isPresent() ? url.toString() : url.target();
      return WgetRequest.of(getopt, spider, target, fields);
    }

    private int finished(Url url, HttpReply reply) {
      if (reply.status() >= 400) {
        String reason = reply.lines().get(0).replaceFirst("^\\S+ \\S+ ?", "");
        complain(brief ? url + ":\n" : "");
        complain(
            spider
                ? "Remote file does not exist -- broken link!!!\n"
                : now() + " ERROR " + reply.status() + ": " + reason + ".\n");
        say("\n");
        return SERVER_ERROR;
      }
      if (spider) {
        new WgetFile(self, this::say, reply).announce();
        say(
            "Remote file exists and could contain further links,\n"
                + "but recursion is disabled -- not retrieving.\n\n");
        String status = reply.lines().get(0).replaceFirst("^\\S+ ", "");
        complain(brief ? now() + " URL: " + url + " " + status + "\n" : "");
        return 0;
      }
      return save(url);
    }

    private int save(Url url) {
      try {
        file.save();
      } catch (FileError refused) {
        return self.stderr().print(file.name() + ": " + refused.getMessage() + "\n", 3);
      }
      say(now() + file.summary() + "\n\n");
      if (brief && !quiet) {
        String end = " URL:" + url + " [" + file.amount() + "] -> \"" + file.name() + "\" [1]\n";
        self.stderr().print(now() + end);
      }
      return 0;
    }
  }
}

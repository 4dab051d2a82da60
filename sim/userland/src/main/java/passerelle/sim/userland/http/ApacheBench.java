package passerelle.sim.userland.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;
import passerelle.text.Resources;

/**
 * ApacheBench 2.3 over HTTP (ab(1)): asks for a page many times, several times at once. Each of
 * those at once is a child here, where ab is one process.
 */
public final class ApacheBench implements BlockingProgram {
  private static final String LETTERS =
      "n:c:t:s:b:B:p:u:T:v:wix:y:z:C:H:A:P:X:VkdSqlg:e:rm:hIZ:f:E:";
  private static final String UNMODELLED = "bBpuTvwxyzAPXgeIZfE";
  private static final int MOST_IN_A_TIME = 50_000;
  private static final int FEW = 150;

  /** APR's number of a time that is over, whose last octet is the exit status. */
  private static final int TIME_IS_UP = 70_007;

  static final String TITLE =
      """
      This is ApacheBench, Version 2.3 <$Revision$>
      Copyright 1996 Adam Twiss, Zeus Technology Ltd, http://www.zeustech.net/
      Licensed to The Apache Software Foundation, http://www.apache.org/

      """;

  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, "", self.arguments());
    if (getopt.has("V")) {
      return self.stdout().print(TITLE, 0);
    }
    getopt.without(self, "ab", UNMODELLED);
    if (getopt.value("n").filter(n -> !n.matches("[1-9][0-9]{0,7}")).isPresent()) {
      return self.stderr().print("Invalid number of requests\n\n", 1);
    }
    if (getopt.error().isPresent() || getopt.operands().size() != 1 || getopt.has("h")) {
      return usage(self, getopt.has("h") ? "" : "wrong number of arguments");
    }
    String text = getopt.operands().get(0);
    int requests = (int) getopt.number(getopt.has("t") ? MOST_IN_A_TIME : 1, "n");
    int several = (int) Math.max(1, getopt.number(1, "c"));
    Url url;
    try {
      url = Url.parse(text);
    } catch (Url.Rejected rejected) {
      return usage(self, "invalid URL");
    }
    if (!text.replaceFirst("^[a-z]+://", "").contains("/")) {
      return usage(self, "invalid URL");
    }
    if (several > requests) {
      return usage(self, "Cannot use concurrency level greater than total number of requests");
    }
    if (url.scheme().equals("https")) {
      return self.stderr().print("ab: Passerelle does not model HTTPS here\n", 2);
    }
    return new Run(self, getopt, url, requests, several).all();
  }

  private static int usage(Process self, String what) {
    String usage = String.format(Resources.text(ApacheBench.class, "ab.txt"), self.name());
    return self.stderr().print(what.isEmpty() ? usage : "ab: " + what + "\n" + usage, 22);
  }

  /** One run, which all its children know. */
  private static final class Run {
    private final Process self;
    private final Getopt getopt;
    private final Url url;
    private final int requests;
    private final int several;
    private final int beat;
    private final long patience;
    private final ApacheBenchReport report = new ApacheBenchReport();
    private Optional<SocketAddress> server = Optional.empty();
    private long end = Long.MAX_VALUE;
    private int begun;
    private String broken = "";
    private int status;
    private boolean interrupted;

    Run(Process self, Getopt getopt, Url url, int requests, int several) {
      this.self = self;
      this.getopt = getopt;
      this.url = url;
      this.requests = requests;
      this.several = several;
      beat = requests > FEW && !getopt.has("q") ? Math.max(100, requests / 10) : 0;
      patience = getopt.number(30, "s") * EventLoop.SECOND;
    }

    int all() {
      self.stdout().print(TITLE);
      self.stdout()
          .print("Benchmarking " + url.host() + " (be patient)" + (beat > 0 ? "\n" : "..."));
      self.stdout().flush();
      Resolver.Result found = new Resolver(self, new Net(self)).lookup(url.host());
      if (!found.isFound()) {
        int number = found.outcome() == Resolver.Outcome.TRY_AGAIN ? 670_003 : 670_002;
        String why = found.outcome().text(self) + " (" + number + ")\n";
        String what = "apr_sockaddr_info_get() for " + url.host();
        return self.stderr().print(what + ": " + why, number & 0xff);
      }
      server = Optional.of(new SocketAddress(found.first(), url.port() == 0 ? 80 : url.port()));
      self.onSignal(Signal.INT, () -> interrupted = true);
      long start = self.now();
      end = getopt.has("t") ? start + getopt.number(1, "t") * EventLoop.SECOND : Long.MAX_VALUE;
      List<Process> children = new ArrayList<>();
      for (int i = 0; i < several; i++) {
        BlockingProgram one = this::some;
        Process child = self.spawn(one, self.argv()).create();
        child.start();
        children.add(child);
      }
      children.forEach(self::awaitEnd);
      if (!broken.isEmpty()) {
        self.stderr().print(broken + "\n");
        String done = "Total of " + report.done() + " requests completed\n";
        return self.stderr().print(report.done() > 0 ? done : "", status);
      }
      if (beat > 0) {
        self.stderr().print("Finished " + report.done() + " requests\n");
      } else {
        self.stdout().print("..done\n");
      }
      report.length(getopt.has("l"));
      String place = url.host() + "\nServer Port:            " + server.get().port();
      self.stdout().print(report.text(getopt, place, url.target(), several, self.now() - start));
      return 0;
    }

    private String request() {
      String port = url.port() == 0 || url.port() == 80 ? "" : ":" + url.port();
      String method = getopt.value("m").orElse(getopt.has("i") ? "HEAD" : "GET");
      String cookie =
          getopt.options().stream()
              .filter(o -> o.is('C'))
              .map(o -> "Cookie: " + o.value() + "\r\n")
              .collect(Collectors.joining());
      String more =
          getopt.options().stream()
              .filter(o -> o.is('H'))
              .map(o -> o.value() + "\r\n")
              .collect(Collectors.joining());
      return (method + " " + url.target() + " HTTP/1.0\r\n")
          + (getopt.has("k") ? "Connection: Keep-Alive\r\n" : "")
          + (cookie + "Host: " + url.host() + port + "\r\n")
          + ("User-Agent: ApacheBench/2.3\r\nAccept: */*\r\n" + more + "\r\n");
    }

    /** One request after the other, as long as there are some to make. */
    private int some(Process child) {
      Net net = new Net(child);
      WebClient client = new WebClient(net, patience);
      Optional<TcpSocket> kept = Optional.empty();
      while (begun < requests && !interrupted && broken.isEmpty() && child.now() < end) {
        begun++;
        long start = child.now();
        try {
          TcpSocket socket = kept.isPresent() ? kept.get() : client.connect(server.orElseThrow());
          long connected = child.now();
          Channel channel = new PlainChannel(net, socket);
          HttpReply reply = client.ask(channel, request(), getopt.has("i"));
          long heard = child.now();
          client.read(channel, reply, octets -> {});
          boolean keeps = getopt.has("k") && reply.keepsAlive() && reply.isComplete();
          kept = keeps ? Optional.of(socket) : Optional.empty();
          if (!keeps) {
            socket.close();
          }
          report.add(reply, keeps, start, connected, heard, child.now());
          if (beat > 0 && report.done() % beat == 0) {
            self.stderr().print("Completed " + report.done() + " requests\n");
          }
        } catch (KernelException refused) {
          lost(refused.errno());
        }
      }
      return 0;
    }

    /** The first failure ends it all. */
    private void lost(Errno why) {
      if (broken.isEmpty()) {
        boolean late = why == Errno.ETIMEDOUT;
        status = late ? TIME_IS_UP & 0xff : why.number();
        broken =
            late
                ? "apr_pollset_poll: The timeout specified has expired (" + TIME_IS_UP + ")"
                : "apr_socket_recv: " + why.text() + " (" + why.number() + ")";
      }
    }
  }
}

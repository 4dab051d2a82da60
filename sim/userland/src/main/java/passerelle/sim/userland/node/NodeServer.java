package passerelle.sim.userland.node;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.service.HttpDate;
import passerelle.service.HttpRequest;
import passerelle.service.HttpServer;
import passerelle.service.HttpSoftware;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.ProcessHost;
import passerelle.sim.userland.net.Resolver;

/**
 * Node's HTTP server (lib/_http_server.js, lib/_http_outgoing.js) around a {@link NodeApp}, as
 * Express and Fastify make use of it; Express's entity tags are not sent.
 */
record NodeServer(Process self, NodeApp app, NodeValues values) {
  private static final int BACKLOG = 511;

  /** Starts to listen; false where the source says more than is understood. */
  boolean listen() {
    Optional<String> port = values.of(app.port()).filter(p -> p.matches("\\d{1,5}"));
    boolean all = app.routes().values().stream().allMatch(e -> values.of(e).isPresent());
    Optional<String> host = app.host().flatMap(values::of);
    if (port.isEmpty() || !all) {
      return false;
    }
    Optional<IpAddress> address =
        host.isEmpty()
            ? Optional.of(Ipv6Address.ANY)
            : new Resolver(self, new Net(self))
                .destinations(host.get()).addresses().stream().findFirst();
    if (address.isEmpty()) {
      return end("Error: getaddrinfo ENOTFOUND " + host.get());
    }
    SocketAddress local = new SocketAddress(address.get(), Integer.parseInt(port.get()));
    try {
      open(local);
    } catch (KernelException refused) {
      return end(
          "Error: listen "
              + (refused.errno().name() + ": " + refused.errno().text().toLowerCase(Locale.ROOT))
              + (" " + local.address() + ":" + local.port()));
    }
    self.declareEndless();
    app.said().flatMap(values::of).ifPresent(text -> self.stdout().println(text));
    return true;
  }

  private boolean end(String why) {
    self.stderr().println(why);
    self.exit(1);
    return true;
  }

  /** On a machine without IPv6 it listens on all addresses of IPv4. */
  private void open(SocketAddress local) throws KernelException {
    ProcessHost process = new ProcessHost(self, "node");
    HttpSoftware software = request -> answer(request, process);
    try {
      process.listen(local, false, BACKLOG, c -> new HttpServer(software).accept(c));
    } catch (KernelException refused) {
      boolean none = refused.errno() == Errno.EAFNOSUPPORT;
      if (!none || app.host().isPresent()) {
        throw refused;
      }
      SocketAddress four = new SocketAddress(Family.IPV4.any(), local.port());
      process.listen(four, false, BACKLOG, c -> new HttpServer(software).accept(c));
    }
  }

  private HttpSoftware.Answer answer(HttpRequest request, ProcessHost process) {
    String any = app.routes().get(NodeApp.ANY);
    String expression = app.routes().getOrDefault(request.path(), any);
    boolean framed = any == null;
    Optional<String> found = Optional.ofNullable(expression).flatMap(values::of);
    String body = found.orElse("Cannot " + request.method() + " " + request.path());
    boolean json = framed && expression != null && expression.startsWith("{");
    boolean keep = request.keepsAlive();
    boolean express = app.modules().contains("express");
    String head =
        (found.isPresent() ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 404 Not Found\r\n")
            + (express ? "X-Powered-By: Express\r\n" : "")
            + (framed ? "Content-Type: " + type(json, express) + "; charset=utf-8\r\n" : "")
            + (framed ? length(body) : "")
            + ("Date: " + HttpDate.format(process.date()) + "\r\n")
            + ("Connection: " + (keep ? "keep-alive\r\nKeep-Alive: timeout=5" : "close") + "\r\n")
            + (framed ? "" : length(body))
            + "\r\n";
    Payload start = Payload.of(head);
    boolean bare = request.method().equals("HEAD");
    return new HttpSoftware.Answer(List.of(bare ? start : start.plus(Payload.of(body))), !keep);
  }

  private static String type(boolean json, boolean express) {
    return json ? "application/json" : express ? "text/html" : "text/plain";
  }

  private static String length(String body) {
    return "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n";
  }
}

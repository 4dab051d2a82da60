package passerelle.sim.userland.nmap;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/**
 * What listens on a port, by what it says by itself or when it is asked (service_scan.cc, with what
 * nmap-service-probes makes of the servers of the lab).
 */
record NmapVersion(Net net) {
  private static final long PATIENCE = EventLoop.SECOND / 2;
  private static final int MOST = 4096;
  private static final Pattern SERVER = Pattern.compile("(?im)^server: *([^\r\n]*)");
  private static final Pattern PRODUCT = Pattern.compile("([^/ ]+)/([^ ]+)(?: (.*))?");
  private static final Pattern MYSQL = Pattern.compile("(?s).{4}\n([\\d.]+[^\0]*)\0.*");

  /**
   * What was found.
   *
   * @param service {@code http}
   * @param version {@code nginx 1.29.3}; empty for what is not known
   */
  record Found(String service, String version) {}

  /** What listens there; empty when it says nothing that is known. */
  Optional<Found> of(IpAddress address, int port) {
    String greeting = exchange(address, port, "");
    if (!greeting.isEmpty()) {
      return greeted(greeting);
    }
    String page = exchange(address, port, "GET / HTTP/1.0\r\n\r\n");
    if (page.startsWith("HTTP/")) {
      Matcher server = SERVER.matcher(page);
      return Optional.of(new Found("http", server.find() ? web(server.group(1)) : GO));
    }
    if (page.startsWith("-") || page.startsWith("$")) {
      Matcher version =
          Pattern.compile("redis_version:(\\S+)").matcher(exchange(address, port, "INFO\r\n"));
      String known = version.find() ? " " + version.group(1) : "";
      return Optional.of(new Found("redis", "Redis key-value store" + known));
    }
    return Optional.empty();
  }

  private static final String GO = "Golang net/http server";

  private static Optional<Found> greeted(String text) {
    Matcher mysql = MYSQL.matcher(text);
    if (mysql.matches()) {
      String version = mysql.group(1);
      boolean maria = version.contains("MariaDB");
      return Optional.of(new Found("mysql", (maria ? "MariaDB " : "MySQL ") + version));
    }
    return text.startsWith("SSH-")
        ? Optional.of(new Found("ssh", text.strip().replaceFirst("SSH-[\\d.]+-", "")))
        : Optional.empty();
  }

  private static String web(String server) {
    Matcher product = PRODUCT.matcher(server);
    if (!product.matches()) {
      return server.equals("nginx") ? "nginx" : server;
    }
    String name = product.group(1);
    String version = product.group(2);
    String more = product.group(3) == null ? "" : product.group(3);
    return switch (name) {
      case "Apache" -> "Apache httpd " + version + (more.isEmpty() ? "" : " (" + more + ")");
      case "SimpleHTTP" -> "SimpleHTTPServer " + version + " (" + more.replace('/', ' ') + ")";
      case "Werkzeug" -> "Werkzeug httpd " + version + " (" + more.replace('/', ' ') + ")";
      default -> name + " " + version;
    };
  }

  private String exchange(IpAddress address, int port, String question) {
    TcpSocket socket = net.tcp();
    try {
      net.connect(socket, new SocketAddress(address, port), PATIENCE);
      if (!question.isEmpty()) {
        socket.send(Payload.of(question));
      }
      net.await(() -> socket.available() > 0 || socket.atEnd() || socket.hasError(), PATIENCE);
      return socket.available() == 0
          ? ""
          : new String(socket.receive(MOST).toBytes(), StandardCharsets.ISO_8859_1);
    } catch (KernelException refused) {
      return "";
    } finally {
      socket.close();
    }
  }
}

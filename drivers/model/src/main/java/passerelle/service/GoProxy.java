package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;

/**
 * Hands a request on to another server and its answer back, as programs written in Go do (net/http:
 * transport.go, httputil/reverseproxy.go). A name is looked up for each request.
 *
 * @param process whose it is
 * @param patience for a connection and for an answer
 */
record GoProxy(ServiceProcess process, UpstreamTalk.Patience patience) {
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

  /** Who wants to know what has come of it. */
  interface Asker {
    /** The server has answered: its status line, its fields by name, and its body. */
    void answered(String status, Map<String, String> fields, Payload body);

    /**
     * It has not.
     *
     * @param error in the words of Go's package net
     */
    void failed(String error, boolean late);
  }

  /**
   * Asks a server.
   *
   * @param host its name or address
   * @param more fields that the proxy adds, by name
   */
  void ask(HttpRequest request, String host, int port, Map<String, String> more, Asker asker) {
    new HostNames(process)
        .find(
            host,
            found -> {
              if (found.isEmpty()) {
                asker.failed("dial tcp: lookup " + host + resolver() + ": no such host", false);
              } else {
                ask(request, new SocketAddress(first(found), port), more, asker);
              }
            });
  }

  private static IpAddress first(List<IpAddress> found) {
    return found.get(0);
  }

  private String resolver() {
    return process
        .file("/etc/resolv.conf")
        .flatMap(text -> text.lines().filter(line -> line.startsWith("nameserver ")).findFirst())
        .map(line -> " on " + line.substring("nameserver ".length()).strip() + ":53")
        .orElse("");
  }

  private void ask(
      HttpRequest request, SocketAddress server, Map<String, String> more, Asker asker) {
    String dial = "dial tcp " + server + ": ";
    try {
      Connection connection = process.connect(server);
      boolean headOnly = request.method().equals("HEAD");
      connection.listen(
          new UpstreamTalk(
              process,
              patience,
              connection,
              headOnly,
              new UpstreamTalk.Asker() {
                @Override
                public Payload request() {
                  return head(request, more);
                }

                @Override
                public void unreached(Errno why) {
                  boolean late = why == Errno.ETIMEDOUT;
                  asker.failed(dial + (late ? "i/o timeout" : words(why)), late);
                }

                @Override
                public void broken(Optional<Errno> why, String read) {
                  boolean late = why.filter(errno -> errno == Errno.ETIMEDOUT).isPresent();
                  asker.failed(late ? "timeout awaiting response headers" : "EOF", false);
                }

                @Override
                public void answered(String head, String body) {
                  hand(head, body, asker);
                }
              }));
    } catch (KernelException refused) {
      asker.failed(dial + words(refused.errno()), false);
    }
  }

  /** As package syscall has it. */
  private static String words(Errno why) {
    String text = why.text();
    return "connect: " + text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static Payload head(HttpRequest request, Map<String, String> more) {
    Map<String, String> fields = new TreeMap<>();
    request
        .fields()
        .forEach(
            (name, value) -> {
              if (!HOP_BY_HOP.contains(name)) {
                fields.put(HttpRequest.canonical(name), value);
              }
            });
    fields.putAll(more);
    StringBuilder head = new StringBuilder(request.method() + " " + request.target());
    head.append(" HTTP/1.1\r\n");
    for (String first : List.of("Host", "User-Agent")) {
      String value = fields.remove(first);
      head.append(value == null ? "" : first + ": " + value + "\r\n");
    }
    boolean encoded = fields.containsKey("Accept-Encoding");
    fields.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append(encoded ? "" : "Accept-Encoding: gzip\r\n");
    return Payload.of(head.append("\r\n").toString());
  }

  private static void hand(String head, String body, Asker asker) {
    String[] lines = head.split("\r\n");
    Map<String, String> fields = new TreeMap<>();
    boolean chunked = false;
    for (int i = 1; i < lines.length; i++) {
      int colon = Math.max(0, lines[i].indexOf(':'));
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1).strip();
      chunked |= name.equals("transfer-encoding") && value.contains("chunked");
      if (!HOP_BY_HOP.contains(name)) {
        fields.put(HttpRequest.canonical(name), value);
      }
    }
    String whole = chunked ? Chunked.join(body) : body;
    asker.answered(
        lines[0].replaceFirst("^HTTP/\\S+ ", ""),
        fields,
        Payload.of(whole.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** An answer as package net/http writes it: its fields in their order, then its own. */
  static HttpSoftware.Answer answer(
      HttpRequest request, String status, Map<String, String> fields, Payload body, String date) {
    Map<String, String> sorted = new TreeMap<>(fields);
    boolean keep = request.keepsAlive();
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    sorted.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append(sorted.containsKey("Date") ? "" : "Date: " + date + "\r\n");
    if (!sorted.containsKey("Content-Length")) {
      head.append("Content-Length: " + body.length() + "\r\n");
    }
    head.append(keep ? "" : "Connection: close\r\n").append("\r\n");
    Payload start = Payload.of(head.toString());
    List<Payload> writes = new ArrayList<>();
    writes.add(request.method().equals("HEAD") ? start : start.plus(body));
    return new HttpSoftware.Answer(writes, !keep);
  }
}

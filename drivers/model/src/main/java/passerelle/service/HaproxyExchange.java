package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.haproxy.Proxy;
import passerelle.haproxy.Rule;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;

/** A request to HAProxy in {@code mode http}, from its rules to its line in the log. */
final class HaproxyExchange implements UpstreamTalk.Asker {
  private static final long SECOND = 1_000_000_000L;
  private static final long USUAL = 60 * SECOND;
  private static final int RETRIES = 3;

  /** What the representation of an answer takes more than the answer, and less a field. */
  private static final int LINE = 15;

  private static final int FIELD = 4;

  private final HaproxyServer haproxy;
  private final Proxy front;
  private final boolean tls;
  private final Connection client;
  private final HttpRequest request;
  private final Instant begun;
  private final HaproxyRequest asked;
  private Consumer<HttpSoftware.Answer> then = answer -> {};
  private Optional<HaproxyBackend> backend = Optional.empty();
  private Optional<HaproxyBackend.Peer> peer = Optional.empty();
  private Optional<Instant> connected = Optional.empty();
  private int retries;

  HaproxyExchange(
      HaproxyServer haproxy, Proxy front, boolean tls, Connection client, HttpRequest request) {
    this.haproxy = haproxy;
    this.front = front;
    this.tls = tls;
    this.client = client;
    this.request = request;
    asked = new HaproxyRequest(haproxy, front.name(), tls, client, request);
    begun = haproxy.process().date();
  }

  /** Has {@code then} told what the client is answered. */
  void answer(Consumer<HttpSoftware.Answer> then) {
    this.then = then;
    haproxy.count(front);
    if (request.version().isEmpty()) {
      local("<NOSRV> -1/-1/-1/-1", "CR", HaproxyPages.error(400));
      return;
    }
    if (decided(front)) {
      return;
    }
    Optional<String> name =
        front.rules("use_backend").stream()
            .filter(rule -> rule.condition().holds(asked))
            .findFirst()
            .map(rule -> rule.arguments().get(0))
            .or(() -> front.hasServers() ? Optional.of(front.name()) : front.defaultBackend());
    backend = name.flatMap(haproxy::backend);
    if (backend.isPresent() && backend.get().proxy() != front && decided(backend.get().proxy())) {
      return;
    }
    if (backend.isEmpty()) {
      local("<NOSRV> -1/-1/-1/-1", "SC", HaproxyPages.error(503));
      return;
    }
    peer = backend.get().choose(asked.source(), asked.url(), cookie());
    if (peer.isEmpty()) {
      local("<NOSRV> 0/-1/-1/-1", "SC", HaproxyPages.error(503));
      return;
    }
    peer.get().begin();
    asked.serve(backend.get().proxy().name(), server());
    connect();
  }

  private Optional<String> cookie() {
    return backend.flatMap(b -> b.proxy().cookie()).flatMap(asked::cookie);
  }

  /** Whether rules of a section, or its page of statistics, answer. */
  private boolean decided(Proxy section) {
    Optional<String> page = section.statsUri();
    for (Rule rule : section.rules("request")) {
      if (rule.condition().holds(asked)) {
        List<String> words = rule.arguments();
        if (words.get(0).equals("allow")) {
          break;
        }
        if (did(rule, words)) {
          return true;
        }
      }
    }
    if (page.isPresent() && asked.url().startsWith(page.get())) {
      statistics(section, asked.url().contains(";csv"));
      return true;
    }
    for (Rule rule : section.rules("redirect")) {
      if (rule.condition().holds(asked)) {
        redirect(rule, rule.arguments());
        return true;
      }
    }
    return false;
  }

  private void statistics(Proxy section, boolean csv) {
    Optional<String> wanted = section.stats("auth");
    String given = asked.header("authorization").replaceFirst("^Basic ", "");
    boolean known =
        wanted
            .map(auth -> Base64.getEncoder().encodeToString(auth.getBytes(StandardCharsets.UTF_8)))
            .filter(code -> !code.equals(given))
            .isEmpty();
    local(
        known ? "<STATS> 0/0/0/0" : "<STATS> 0/0/0/-1",
        "LR",
        known ? HaproxyPages.statistics(haproxy, section, csv) : HaproxyPages.error(401));
  }

  /** Does what a rule for requests says; whether that answers it. */
  private boolean did(Rule rule, List<String> words) {
    switch (words.get(0)) {
      case "deny" -> {
        String code = rule.after("deny_status", rule.after("status", "403"));
        local("<NOSRV> 0/-1/-1/-1", "PR", HaproxyPages.error(number(code)));
        return true;
      }
      case "return" -> {
        int code = number(rule.after("status", "200"));
        String text = rule.after("string", rule.after("lf-string", ""));
        String body = words.contains("lf-string") ? asked.fill(text) : text;
        String type = rule.after("content-type", "");
        local(
            "<NOSRV> 0/-1/-1/-1",
            "LR",
            HaproxyPages.status(code)
                + ("content-length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n")
                + (type.isEmpty() ? "" : "content-type: " + type + "\r\n")
                + ("\r\n" + body));
        return true;
      }
      case "redirect" -> {
        redirect(rule, words);
        return true;
      }
      default -> asked.change(words);
    }
    return false;
  }

  private void redirect(Rule rule, List<String> words) {
    String location =
        words.contains("scheme")
            ? rule.after("scheme", "") + "://" + asked.header("host") + asked.url()
            : words.contains("prefix")
                ? rule.after("prefix", "") + asked.url()
                : asked.fill(rule.after("location", ""));
    int code = number(rule.after("code", "302"));
    local(
        "<NOSRV> 0/-1/-1/-1",
        "LR",
        HaproxyPages.status(code) + ("content-length: 0\r\nlocation: " + location + "\r\n\r\n"));
  }

  private static int number(String code) {
    return code.matches("[1-5][0-9]{2}") ? Integer.parseInt(code) : 500;
  }

  /** What HAProxy answers itself. */
  private void local(String where, String state, String page) {
    int body = page.indexOf("\r\n\r\n") + 4;
    boolean keep = request.keepsAlive() && !request.version().isEmpty();
    String close = keep ? "" : "connection: close\r\n";
    String rest = request.method().equals("HEAD") ? "" : page.substring(body);
    send(page.substring(0, body - 2) + close + "\r\n" + rest, keep);
    log(where, HaproxyPages.code(page), size(page.substring(0, body - 2), rest), state + "--");
  }

  private static long size(String head, String body) {
    long lines = head.lines().count();
    return head.length() + 2 + body.length() + LINE - FIELD * (lines - 1);
  }

  private void send(String text, boolean keep) {

    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    then.accept(new HttpSoftware.Answer(List.of(Payload.of(octets)), !keep));
  }

  private void connect() {
    try {
      Connection server = haproxy.process().connect(peer.orElseThrow().address());
      boolean head = request.method().equals("HEAD");
      server.listen(new UpstreamTalk(haproxy.process(), patience(), server, head, this));
    } catch (KernelException refused) {
      unreached(refused.errno());
    }
  }

  private UpstreamTalk.Patience patience() {
    Proxy proxy = backend.orElseThrow().proxy();
    return new UpstreamTalk.Patience(
        proxy.timeout("connect").orElse(USUAL), proxy.timeout("server").orElse(USUAL));
  }

  /** The same server is asked again, three times, a second apart. */
  @Override
  public void unreached(Errno why) {
    if (retries < RETRIES) {
      retries++;
      haproxy.process().after(SECOND, this::connect);
      return;
    }
    local(server() + " 0/0/-1/-1", "SC", HaproxyPages.error(503));
  }

  private String server() {
    return peer.map(p -> p.member().name()).orElse("<NOSRV>");
  }

  @Override
  public Payload request() {
    connected = Optional.of(haproxy.process().date());
    return asked.head(front.has("forwardfor") || backend.orElseThrow().proxy().has("forwardfor"));
  }

  @Override
  public void broken(Optional<Errno> why, String read) {
    String tc = connected.map(when -> "" + millis(begun, when)).orElse("-1");
    boolean late = why.filter(errno -> errno == Errno.ETIMEDOUT).isPresent();
    local(
        server() + " 0/0/" + tc + "/-1", late ? "sH" : "SH", HaproxyPages.error(late ? 504 : 502));
  }

  @Override
  public void answered(String top, String body) {
    String[] lines = top.split("\r\n");
    List<String> out = new ArrayList<>();
    boolean told = false;
    for (int i = 1; i < lines.length; i++) {
      int colon = Math.max(0, lines[i].indexOf(':'));
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      told |= name.matches("content-length|transfer-encoding");
      if (!name.matches("connection|keep-alive")) {
        out.add(name + lines[i].substring(colon));
      }
    }
    Proxy back = backend.orElseThrow().proxy();
    response(back, out);
    if (back != front) {
      response(front, out);
    }
    String cookie = cookies(back, out);
    boolean bodiless = request.method().equals("HEAD") || HaproxyPages.code(top).matches("204|304");
    boolean keep = request.keepsAlive() && (told || bodiless);
    if (!keep) {
      out.add("connection: close");
    } else if (lines[0].startsWith("HTTP/1.0") || request.version().equals("HTTP/1.0")) {
      out.add("connection: keep-alive");
    }
    send(lines[0] + "\r\n" + String.join("\r\n", out) + "\r\n\r\n" + body, keep);
    String tc = connected.map(when -> "" + millis(begun, when)).orElse("0");
    String tr = connected.map(when -> "" + millis(when, haproxy.process().date())).orElse("0");
    log(
        server() + " 0/0/" + tc + "/" + tr,
        HaproxyPages.code(top),
        size(top + "\r\n", body),
        cookie);
  }

  /** The cookie that leads here again; the last letters of the log's state. */
  private String cookies(Proxy back, List<String> out) {
    Optional<String> value = peer.flatMap(p -> p.member().cookie());
    if (back.cookie().isEmpty()) {
      return "----";
    }
    boolean known = cookie().equals(value);
    if (value.isPresent() && !known) {
      out.add("set-cookie: " + back.cookie().get() + "=" + value.get() + "; path=/");
      out.add("cache-control: private");
    }
    return known ? "--VN" : "--NI";
  }

  private void response(Proxy section, List<String> out) {
    for (Rule rule : section.rules("response")) {
      List<String> words = rule.arguments();
      String name = words.size() > 1 ? words.get(1).toLowerCase(Locale.ROOT) + ": " : "";
      if (!name.isEmpty() && rule.condition().holds(asked)) {
        if (!words.get(0).equals("add-header")) {
          out.removeIf(line -> line.startsWith(name));
        }
        if (words.size() > 2 && words.get(0).matches("set-header|add-header")) {
          out.add(name + asked.fill(words.get(2)));
        }
      }
    }
  }

  private void log(String where, String code, long size, String state) {
    peer.ifPresent(HaproxyBackend.Peer::end);
    if (!front.logFormat().equals("httplog")) {
      return;
    }
    String line = request.version().isEmpty() ? "<BADREQ>" : request.line();
    long octets = request.version().isEmpty() ? 0 : size;
    String section = backend.map(b -> b.proxy().name()).orElse(front.name());
    haproxy.log(
        front,
        (client.peer() + " " + haproxy.stamp(begun) + " " + front.name() + (tls ? "~ " : " "))
            + (section + "/" + where + "/" + millis(begun, haproxy.process().date()))
            + (" " + code + " " + octets + " - - " + state + " 1/1/0/0/" + retries + " 0/0")
            + (" \"" + line + "\""));
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}

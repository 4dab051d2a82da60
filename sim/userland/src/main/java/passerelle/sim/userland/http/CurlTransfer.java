package passerelle.sim.userland.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.FileError;
import passerelle.sim.process.LocalServer;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/** One request of curl and its answer. */
final class CurlTransfer {
  /** How long curl computes before it sends, and before it closes. */
  private static final long PREPARE = 300_000;

  private static final long CLOSE = 2 * EventLoop.MILLISECOND;
  private final Process self;
  private final CurlOptions options;
  private final Net net;
  private final CurlMeter meter;
  private final CurlTrace trace;
  private final Url url;
  private Optional<TcpSocket> connected = Optional.empty();

  CurlTransfer(
      Process self, CurlOptions options, Net net, CurlMeter meter, CurlTrace trace, Url url) {
    this.self = self;
    this.options = options;
    this.net = net;
    this.meter = meter;
    this.trace = trace;
    this.url = url;
  }

  /** The connection, once there was one. */
  Optional<TcpSocket> connection() {
    return connected;
  }

  HttpReply run() throws CurlFailure {
    if (options.has("upload-file")) {
      open(options.value("upload-file").orElseThrow());
    }
    boolean secure = url.scheme().equals("https");
    if (secure && options.proxy(url).isPresent()) {
      throw new CurlFailure(35, "Passerelle does not model TLS through a proxy");
    }
    if (!secure && !url.scheme().equals("http")) {
      throw new CurlFailure(1, "Protocol \"" + url.scheme() + "\" not supported");
    }
    Optional<String> local = options.value("unix-socket");
    if (local.isPresent()) {
      return exchange(local(local.get()), false);
    }
    Url to = options.peer(url, trace);
    CurlConnect connect = new CurlConnect(self, options, net, meter, trace, to);
    List<IpAddress> addresses = connect.addresses();
    meter.reached(CurlMeter.Stage.NAME);
    TcpSocket socket = connect.connect(addresses);
    connected = Optional.of(socket);
    meter.reached(CurlMeter.Stage.CONNECTED);
    Channel channel = new PlainChannel(net, socket);
    boolean http2 = false;
    if (secure) {
      TlsChannel tls = new CurlTls(self, options, meter, trace, url).over(channel, socket);
      meter.reached(CurlMeter.Stage.SECURED);
      http2 = tls.protocol().equals("h2");
      channel = http2 ? new Http2Channel(tls) : tls;
    }
    SocketAddress peer = socket.remote();
    trace.note("Connected to " + to.host() + " (" + peer.address() + ") port " + peer.port());
    trace.note(http2 ? "using HTTP/2" : "using HTTP/1.x");
    return exchange(channel, http2);
  }

  /** A connection to a Unix socket. */
  private Channel local(String path) throws CurlFailure {
    trace.note("  Trying " + path + ":0...");
    Optional<LocalServer> server = self.place().localServer(self.path(path));
    if (server.isEmpty()) {
      String host = url.host() + " port " + url.effectivePort();
      throw new CurlFailure(
          7, "Failed to connect to " + host + " after 0 ms: Could not connect to server");
    }
    trace.note("Connected to " + url.host() + " (" + path + ") port 0");
    trace.note("using HTTP/1.x");
    return new LocalChannel(server.get());
  }

  private HttpReply exchange(Channel channel, boolean http2) throws CurlFailure {
    self.sleep(PREPARE);
    HttpReply reply = new HttpReply(options.method().equals("HEAD"));
    CurlRequest request = request();
    try {
      announce(request, http2);
      meter.reached(CurlMeter.Stage.ASKED);
      send(channel, request.text());
      receive(channel, reply);
    } finally {
      self.sleep(CLOSE);
      channel.close();
    }
    return reply;
  }

  private CurlRequest request() throws CurlFailure {
    if (options.form.isEmpty()) {
      return CurlRequest.of(options, url, content(), "application/x-www-form-urlencoded");
    }
    CurlForm form = CurlForm.of(self, options.form);
    return CurlRequest.of(
        options, url, form.body(), "multipart/form-data; boundary=" + form.boundary());
  }

  /**
   * What is sent with the request: data, those of a file behind {@code @} without its lines' ends.
   */
  private String content() throws CurlFailure {
    List<String> parts = new ArrayList<>();
    for (String data : options.data) {
      parts.add(data.startsWith("@") ? file(data.substring(1)).replaceAll("[\r\n]", "") : data);
    }
    Optional<String> upload = options.value("upload-file");
    return upload.isPresent() ? file(upload.get()) : String.join("&", parts);
  }

  /** What is to be sent is opened first ({@code tool_operate.c:pre_transfer}). */
  private void open(String name) throws CurlFailure {
    if (!self.files().exists(self.path(name))) {
      self.stderr().print("curl: cannot open '" + name + "'\n" + Curl.HINT);
      throw new CurlFailure(26, "Failed to open/read local data from file/application");
    }
  }

  private String file(String name) throws CurlFailure {
    try {
      return self.files().readText(self.path(name));
    } catch (FileError unreadable) {
      throw new CurlFailure(26, "Failed to open " + name);
    }
  }

  /** Says what is sent, before it is. */
  private void announce(CurlRequest request, boolean http2) {
    if (!request.user().isEmpty()) {
      trace.note(
          "Server auth using Basic with user '" + request.user().replaceAll(":.*", "") + "'");
    }
    if (http2) {
      trace.note("[HTTP/2] [1] OPENED stream for " + url);
      for (Map.Entry<String, String> field :
          Http2Channel.fields(request.lines().toArray(String[]::new))) {
        trace.note("[HTTP/2] [1] [" + field.getKey() + ": " + field.getValue() + "]");
      }
    }
    for (String line : request.lines()) {
      trace.asked(http2 ? line.replaceFirst(" HTTP/1.1$", " HTTP/2") : line);
    }
    trace.asked("");
    int length = request.body().length();
    if (length == 0) {
      trace.note("Request completely sent off");
    } else {
      trace.data(true, length);
      trace.note("upload completely sent off: " + length + " bytes");
    }
  }

  private void send(Channel channel, String text) throws CurlFailure {
    try {
      if (!channel.send(Payload.of(text), meter.left(options.maxTime()))) {
        throw timedOut(new HttpReply(false));
      }
    } catch (KernelException broken) {
      throw new CurlFailure(55, "Send failure: " + self.place().libc().strerror(broken));
    }
  }

  private void receive(Channel channel, HttpReply reply) throws CurlFailure {
    while (!reply.isComplete()) {
      if (!channel.await(meter.left(options.maxTime()))) {
        throw timedOut(reply);
      }
      Optional<Errno> error = channel.takeReadError();
      if (error.isPresent()) {
        throw new CurlFailure(56, "Recv failure: " + self.place().libc().strerror(error.get()));
      }
      if (channel.atEnd()) {
        break;
      }
      reply.add(channel.receive());
      if (reply.received() > 0) {
        meter.reached(CurlMeter.Stage.ANSWERED);
      }
      if (reply.received() >= 5 && !reply.looksLikeHttp()) {
        throw new CurlFailure(1, "Received HTTP/0.9 when not allowed");
      }
    }
    if (reply.received() == 0) {
      throw new CurlFailure(52, "Empty reply from server");
    }
    if (reply.contentLength().isPresent() && !reply.isComplete()) {
      long missing = reply.contentLength().get() - reply.bodyReceived();
      throw new CurlFailure(18, "end of response with " + missing + " bytes missing");
    }
  }

  private CurlFailure timedOut(HttpReply reply) {
    self.sleep(EventLoop.MILLISECOND);
    long millis = options.maxTime() / EventLoop.MILLISECOND + 1;
    String amount =
        reply.contentLength().isPresent()
            ? reply.bodyReceived() + " out of " + reply.contentLength().get()
            : String.valueOf(reply.bodyReceived());
    return new CurlFailure(
        28,
        "Operation timed out after " + millis + " milliseconds with " + amount + " bytes received");
  }
}

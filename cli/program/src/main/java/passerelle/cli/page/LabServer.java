package passerelle.cli.page;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import passerelle.files.FileRefusal;

/**
 * Serves the page of a lab that runs in a terminal, on 127.0.0.1 alone. Whoever has the address
 * sees the lab: it holds 128 random bits, without which there is nothing. Pages of other sites,
 * which a browser may have open as well, are told apart by Host (a name of theirs that leads here,
 * DNS rebinding) and, at the WebSocket, by Origin (RFC 6455, section 10.2). Nothing that is asked
 * by HTTP or by the WebSocket changes the lab.
 */
public final class LabServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private static final int TOKEN_OCTETS = 16;

  private static final int THREADS = 16;

  /** Characters of a question at most. */
  private static final int MOST = 4096;

  private static final Duration PATIENCE = Duration.ofHours(12);

  /** Requests that may bring a page; a state is changed by none. */
  private static final Set<String> METHODS =
      Set.of(HttpMethod.GET.asString(), HttpMethod.HEAD.asString());

  private final Server server;
  private final ServerConnector connector;
  private final String path;
  private PageFile.Html page = new PageFile.Html("", "");

  /**
   * Begins to serve.
   *
   * @param pages where the page comes from
   * @param lab by which each page looks at the lab
   * @param port 0 for any that is free
   * @throws IOException when the port is taken
   * @throws FileRefusal when a part of the page is not there
   */
  public LabServer(PageFile pages, LabRelay.Way lab, int port) throws IOException, FileRefusal {
    byte[] token = new byte[TOKEN_OCTETS];
    new SecureRandom().nextBytes(token);
    path = "/" + HexFormat.of().formatHex(token) + "/";
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    server.addConnector(connector);
    WebSocketUpgradeHandler sockets =
        WebSocketUpgradeHandler.from(server, container -> accept(container, lab));
    sockets.setHandler(new Pages());
    server.setHandler(new Gate(sockets));
    begin();
    page = pages.lookingOn("ws://" + host() + " ws://localhost:" + connector.getLocalPort());
  }

  private void begin() throws IOException {
    try {
      server.start();
    } catch (IOException taken) {
      close();
      throw taken;
    } catch (Exception bug) {
      throw new IllegalStateException(bug);
    }
  }

  private void accept(ServerWebSocketContainer container, LabRelay.Way lab) {
    container.setMaxTextMessageSize(MOST);
    container.setMaxBinaryMessageSize(1);
    container.setIdleTimeout(PATIENCE);
    container.addMapping(path + "lab", (request, response, callback) -> new LabRelay(lab));
  }

  private String host() {
    return LOOPBACK + ":" + connector.getLocalPort();
  }

  /** Where the page is. */
  public URI address() {
    return URI.create("http://" + host() + path);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** Lets in who knows the address, and comes from this page or from none. */
  private final class Gate extends Handler.Wrapper {
    Gate(Handler inside) {
      super(inside);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      OptionalInt refusal = refusal(request);
      if (refusal.isPresent()) {
        response.setStatus(refusal.getAsInt());
        callback.succeeded();
        return true;
      }
      return super.handle(request, response, callback);
    }

    private OptionalInt refusal(Request request) {
      Optional<String> origin = header(request, HttpHeader.ORIGIN);
      boolean socket =
          header(request, HttpHeader.UPGRADE).filter("websocket"::equalsIgnoreCase).isPresent();
      if (header(request, HttpHeader.HOST).filter(this::isOurs).isEmpty()
          || origin.filter(o -> !o.startsWith("http://") || !isOurs(o.substring(7))).isPresent()
          || socket && origin.isEmpty()) {
        return OptionalInt.of(HttpStatus.FORBIDDEN_403);
      }
      if (!METHODS.contains(request.getMethod())) {
        return OptionalInt.of(HttpStatus.METHOD_NOT_ALLOWED_405);
      }
      return isKnown(request) ? OptionalInt.empty() : OptionalInt.of(HttpStatus.NOT_FOUND_404);
    }

    private Optional<String> header(Request request, HttpHeader name) {
      return Optional.ofNullable(request.getHeaders().get(name));
    }

    private boolean isOurs(String host) {
      return host.equals(host()) || host.equals("localhost:" + connector.getLocalPort());
    }

    /** Compares in the same time whatever is right of it. */
    private boolean isKnown(Request request) {
      String asked = Request.getPathInContext(request);
      String begun = asked.length() < path.length() ? asked : asked.substring(0, path.length());
      return MessageDigest.isEqual(
          begun.getBytes(StandardCharsets.UTF_8), path.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The page. */
  private final class Pages extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      boolean known = Request.getPathInContext(request).equals(path);
      response.setStatus(known ? HttpStatus.OK_200 : HttpStatus.NOT_FOUND_404);
      response
          .getHeaders()
          .put("Content-Security-Policy", page.policy() + "; frame-ancestors 'none'");
      response.getHeaders().put("Cross-Origin-Opener-Policy", "same-origin");
      response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
      response.getHeaders().put("Referrer-Policy", "no-referrer");
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
      String text = known ? page.text() : "";
      response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
      return true;
    }
  }
}

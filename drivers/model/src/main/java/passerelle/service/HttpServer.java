package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import passerelle.packet.Payload;

/** A web server that reads one request after the other and answers as a given software does. */
public final class HttpServer implements Consumer<Connection> {
  /** How long a small server computes before it answers, and between two writes. */
  private static final long THINK = 300_000;

  private static final long BETWEEN = 60_000;
  private static final long BEFORE_CLOSE = 1_000_000;
  private static final int LONGEST_HEAD = 64 << 10;

  /** How a client begins that expects TLS. */
  private static final String TLS = "\u0016\u0003";

  private final Responder responder;
  private final Watch watch;

  /** Who answers. */
  interface Responder {
    /** Has {@code then} told the answer to a request that came on a connection, now or later. */
    void respond(Connection connection, HttpRequest request, Consumer<HttpSoftware.Answer> then);
  }

  /** Who keeps a log of what is answered. */
  interface Watch {
    /** An answer goes out. */
    void answered(Connection connection, HttpRequest request, HttpSoftware.Answer answer);
  }

  /** A server that has {@code responder} answer. */
  HttpServer(Responder responder, Watch watch) {
    this.responder = responder;
    this.watch = watch;
  }

  /** A server that answers as {@code software} says, which can say it at once. */
  public HttpServer(HttpSoftware software) {
    this(
        (connection, request, then) -> then.accept(software.answer(request)),
        (connection, request, answer) -> {});
  }

  @Override
  public void accept(Connection connection) {
    connection.listen(new Session(connection));
  }

  /** One connection. */
  private final class Session implements Connection.Listener {
    private final Connection connection;
    private String head = "";
    private long bodyLeft;
    private boolean answering;
    private boolean ended;

    Session(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void received(Payload data) {
      head += new String(data.toBytes(), StandardCharsets.ISO_8859_1);
      if (head.length() > LONGEST_HEAD) {
        connection.close();
      } else if (head.startsWith(TLS)) {
        connection.send(Payload.of("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"));
        connection.close();
      } else {
        look();
      }
    }

    private void look() {
      int skipped = (int) Math.min(bodyLeft, head.length());
      head = head.substring(skipped);
      bodyLeft -= skipped;
      int end = head.indexOf("\r\n\r\n");
      int bare = head.indexOf("\n\n");
      if (end < 0 && bare >= 0) {
        end = bare;
      }
      if (!answering && bodyLeft == 0 && end >= 0) {
        HttpRequest request = HttpRequest.parse(head.substring(0, end));
        head = head.substring(end + (head.startsWith("\r\n\r\n", end) ? 4 : 2));
        bodyLeft = request.contentLength();
        answering = true;
        connection.work(
            THINK, () -> responder.respond(connection, request, a -> answer(request, a)));
      } else if (!answering && ended) {
        connection.close();
      }
    }

    private void answer(HttpRequest request, HttpSoftware.Answer answer) {
      watch.answered(connection, request, answer);
      connection.send(answer.writes().get(0));
      long time = 0;
      for (int i = 1; i < answer.writes().size(); i++) {
        Payload part = answer.writes().get(i);
        time += BETWEEN;
        connection.work(time, () -> connection.send(part));
      }
      if (answer.close()) {
        connection.work(time + BEFORE_CLOSE, this::close);
      } else {
        connection.work(time, this::next);
      }
    }

    /** What the client sent meanwhile is read first, so that no reset takes the answer away. */
    private void close() {
      connection.close();
    }

    private void next() {
      answering = false;
      look();
    }

    @Override
    public void ended() {
      ended = true;
      look();
    }
  }
}

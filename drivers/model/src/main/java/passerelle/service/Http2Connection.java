package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.packet.Payload;
import passerelle.packet.http2.Http2Fields;
import passerelle.packet.http2.Http2Frame;
import passerelle.packet.http2.Http2Reader;

/**
 * HTTP/2 with a client, before a server that speaks HTTP/1.1: one request after the other, as
 * reverse proxies hand them on.
 */
final class Http2Connection extends LayeredConnection {
  /** Fields that belong to a connection, which HTTP/2 has none of (RFC 9113 section 8.2.2). */
  private static final List<String> OF_CONNECTION =
      List.of("connection", "keep-alive", "transfer-encoding");

  private final Http2Reader reader = new Http2Reader();
  private Payload answer = Payload.EMPTY;
  private boolean begun;
  private int stream;

  Http2Connection(Connection lower) {
    super(lower);
  }

  @Override
  public void listen(Listener newListener) {
    super.listen(newListener);
    lower().listen(this);
    lower().send(Http2Frame.settings(3, 100, 4, 1 << 20).write());
  }

  @Override
  public void received(Payload data) {
    reader.add(data);
    if (!begun) {
      begun = reader.skipPreface();
    }
    Optional<Http2Frame> frame = begun ? reader.next() : Optional.empty();
    while (frame.isPresent()) {
      take(frame.get());
      frame = reader.next();
    }
  }

  private void take(Http2Frame frame) {
    switch (frame.type()) {
      case Http2Frame.SETTINGS -> {
        if (!frame.has(Http2Frame.ACK)) {
          lower().send(Http2Frame.settingsTaken().write());
        }
      }
      case Http2Frame.HEADERS -> {
        stream = frame.stream();
        tell(
            Payload.of(
                request(Http2Fields.read(frame.payload())).getBytes(StandardCharsets.ISO_8859_1)));
      }
      case Http2Frame.DATA -> tell(frame.payload());
      default -> {
        // Windows are wide enough, and priorities say nothing to one stream.
      }
    }
  }

  private void tell(Payload data) {
    if (data.length() > 0) {
      listener().ifPresent(l -> l.received(data));
    }
  }

  private static String request(List<Map.Entry<String, String>> fields) {
    String method = "";
    String path = "";
    StringBuilder rest = new StringBuilder();
    for (Map.Entry<String, String> field : fields) {
      switch (field.getKey()) {
        case ":method" -> method = field.getValue();
        case ":path" -> path = field.getValue();
        case ":authority" -> rest.append("Host: ").append(field.getValue()).append("\r\n");
        case ":scheme" -> {
          // It is what the connection says.
        }
        default ->
            rest.append(HttpRequest.canonical(field.getKey()))
                .append(": ")
                .append(field.getValue())
                .append("\r\n");
      }
    }
    return method + " " + path + " HTTP/1.1\r\n" + rest + "\r\n";
  }

  @Override
  public void send(Payload data) {
    answer = answer.plus(data);
    String text = new String(answer.toBytes(), StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 || stream == 0) {
      return;
    }
    Payload body = answer.slice(end + 4, answer.length());
    answer = Payload.EMPTY;
    int last = body.length() == 0 ? Http2Frame.END_STREAM : 0;
    Payload fields = Http2Fields.write(fields(text.substring(0, end).split("\r\n")));
    lower()
        .send(
            new Http2Frame(Http2Frame.HEADERS, Http2Frame.END_HEADERS | last, stream, fields)
                .write());
    for (int from = 0; from < body.length(); from += Http2Frame.LONGEST) {
      int to = Math.min(body.length(), from + Http2Frame.LONGEST);
      int flags = to == body.length() ? Http2Frame.END_STREAM : 0;
      Payload part = body.slice(from, to);
      lower().send(new Http2Frame(Http2Frame.DATA, flags, stream, part).write());
    }
  }

  private static List<Map.Entry<String, String>> fields(String[] lines) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    fields.add(Map.entry(":status", lines[0].split(" ")[1]));
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(": ?", 2);
      String name = parts[0].toLowerCase(Locale.ROOT);
      if (parts.length == 2 && !OF_CONNECTION.contains(name)) {
        fields.add(Map.entry(name, parts[1]));
      }
    }
    return fields;
  }
}

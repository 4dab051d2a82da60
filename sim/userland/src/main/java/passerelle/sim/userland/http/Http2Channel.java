package passerelle.sim.userland.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.packet.http2.Http2Fields;
import passerelle.packet.http2.Http2Frame;
import passerelle.packet.http2.Http2Reader;

/**
 * One request and its answer over HTTP/2: what is sent is a request as HTTP/1.1 writes it, what is
 * read an answer whose first line says {@code HTTP/2}.
 */
final class Http2Channel implements Channel {
  private static final int STREAM = 1;

  /** What curl's library sets: streams that a server may open, window, no pushes. */
  private static final int[] SETTINGS = {3, 100, 4, 10 << 20, 2, 0};

  private final Channel lower;
  private final Http2Reader reader = new Http2Reader();
  private boolean ended;

  Http2Channel(Channel lower) {
    this.lower = lower;
  }

  @Override
  public boolean send(Payload data, long nanos) throws KernelException {
    String text = passerelle.text.ByteText.decode(data.toBytes());
    int end = text.indexOf("\r\n\r\n");
    Payload body = data.slice(end + 4, data.length());
    int last = body.length() == 0 ? Http2Frame.END_STREAM : 0;
    Payload fields = Http2Fields.write(fields(text.substring(0, end).split("\r\n")));
    Payload all = Http2Frame.PREFACE.plus(Http2Frame.settings(SETTINGS).write());
    int flags = Http2Frame.END_HEADERS | last;
    all = all.plus(new Http2Frame(Http2Frame.HEADERS, flags, STREAM, fields).write());
    if (body.length() > 0) {
      all = all.plus(new Http2Frame(Http2Frame.DATA, Http2Frame.END_STREAM, STREAM, body).write());
    }
    return lower.send(all, nanos);
  }

  /** The fields of a request, those of HTTP/2 first. */
  static List<Map.Entry<String, String>> fields(String[] lines) {
    String[] words = lines[0].split(" ");
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    fields.add(Map.entry(":method", words[0]));
    fields.add(Map.entry(":scheme", "https"));
    List<Map.Entry<String, String>> rest = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(": ?", 2);
      String name = parts[0].toLowerCase(Locale.ROOT);
      if (name.equals("host")) {
        fields.add(Map.entry(":authority", parts[1]));
      } else if (parts.length == 2) {
        rest.add(Map.entry(name, parts[1]));
      }
    }
    fields.add(Map.entry(":path", words[1]));
    fields.addAll(rest);
    return fields;
  }

  @Override
  public boolean await(long nanos) {
    return ended || lower.await(nanos);
  }

  @Override
  public Optional<Errno> takeReadError() {
    return ended ? Optional.empty() : lower.takeReadError();
  }

  @Override
  public boolean atEnd() {
    return ended || lower.atEnd();
  }

  @Override
  public Payload receive() {
    reader.add(lower.receive());
    Payload all = Payload.EMPTY;
    Optional<Http2Frame> next = reader.next();
    while (next.isPresent()) {
      Http2Frame frame = next.get();
      if (frame.type() == Http2Frame.HEADERS) {
        all = all.plus(head(Http2Fields.read(frame.payload())));
      } else if (frame.type() == Http2Frame.DATA) {
        all = all.plus(frame.payload());
      }
      boolean answer = frame.type() <= Http2Frame.HEADERS;
      ended |= answer && frame.has(Http2Frame.END_STREAM);
      next = reader.next();
    }
    return all;
  }

  private static Payload head(List<Map.Entry<String, String>> fields) {
    StringBuilder head = new StringBuilder();
    for (Map.Entry<String, String> field : fields) {
      head.append(
          field.getKey().equals(":status")
              ? "HTTP/2 " + field.getValue() + " \r\n"
              : field.getKey() + ": " + field.getValue() + "\r\n");
    }
    return Payload.of(passerelle.text.ByteText.encode(head + "\r\n"));
  }

  @Override
  public void close() {
    lower.close();
  }
}

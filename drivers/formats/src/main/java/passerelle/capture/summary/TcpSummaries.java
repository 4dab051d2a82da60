package passerelle.capture.summary;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TCP segments and the HTTP and TLS in them (packet-tcp.c). */
final class TcpSummaries {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int ACK = 16;
  private static final int MOST = 1 << 20;
  private static final Pattern REQUEST =
      Pattern.compile("(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|CONNECT) (\\S+) HTTP/1\\.[01]\r\n");

  private final Map<String, Flow> flows = new HashMap<>();
  private int streams;

  /** One direction of a connection. */
  private static final class Flow {
    private final int stream;
    private long base = -1;
    private long next = -1;
    private int scale = -1;
    private String pending = "";

    Flow(int stream) {
      this.stream = stream;
    }
  }

  void summarize(Summarizer.Octets segment, Summary out) {
    int source = segment.u16(0);
    int destination = segment.u16(2);
    int flags = segment.u8(13);
    String there = out.source() + ":" + source;
    String back = out.destination() + ":" + destination;
    boolean opens = (flags & (SYN | ACK)) == SYN;
    Flow flow = flow(there, back, opens && !repeats(there, back, segment));
    Flow other = flow(back, there, false);
    long sequence = segment.u32(4);
    if (flow.base < 0) {
      flow.base = (flags & SYN) != 0 ? sequence : sequence - 1;
    }
    if (other.base < 0 && (flags & ACK) != 0) {
      other.base = segment.u32(8) - 1;
    }
    Summarizer.Octets data = segment.from((segment.u8(12) >> 4) * 4);
    fields(segment, out, flow, other, data.length());
    int octets = data.length() + ((flags & (SYN | FIN)) != 0 ? 1 : 0);
    boolean again = octets > 0 && flow.next >= 0 && sequence - flow.base < flow.next;
    flow.next = Math.max(flow.next, sequence - flow.base + octets);
    String options = options(segment, flow, (flags & SYN) != 0);
    long window = segment.u16(14);
    boolean scaled = (flags & SYN) == 0 && flow.scale >= 0 && other.scale >= 0;
    window <<= scaled ? flow.scale : 0;
    out.put("tcp.window_size", window);
    out.columns(
        "TCP",
        (again ? "[TCP Retransmission] " : "")
            + (source + " → " + destination + " [" + names(flags) + "]")
            + (" Seq=" + (sequence - flow.base & 0xffffffffL))
            + ((flags & ACK) != 0 ? " Ack=" + (segment.u32(8) - other.base & 0xffffffffL) : "")
            + (" Win=" + window + " Len=" + data.length() + options));
    if (data.length() > 0 && !again) {
      application(data, out, flow);
    }
  }

  /** A SYN like the one before belongs to the same connection. */
  private boolean repeats(String there, String back, Summarizer.Octets segment) {
    Flow known = flows.get(there + ">" + back);
    return known != null && known.base == segment.u32(4);
  }

  private Flow flow(String from, String to, boolean anew) {
    if (anew || !flows.containsKey(from + ">" + to)) {
      if (anew || !flows.containsKey(to + ">" + from)) {
        flows.put(from + ">" + to, new Flow(streams));
        flows.put(to + ">" + from, new Flow(streams));
        streams++;
      }
    }
    return flows.get(from + ">" + to);
  }

  private static void fields(
      Summarizer.Octets segment, Summary out, Flow flow, Flow other, int length) {
    int flags = segment.u8(13);
    out.layer("tcp");
    out.put("tcp.srcport", segment.u16(0));
    out.put("tcp.dstport", segment.u16(2));
    out.put("tcp.port", segment.u16(0));
    out.put("tcp.port", segment.u16(2));
    out.put("tcp.stream", flow.stream);
    out.put("tcp.len", length);
    out.put("tcp.seq", segment.u32(4) - flow.base & 0xffffffffL);
    out.put("tcp.ack", (flags & ACK) != 0 ? segment.u32(8) - other.base & 0xffffffffL : 0);
    out.put("tcp.flags", "0x%04x".formatted(flags));
    String[] names = {"fin", "syn", "reset", "push", "ack", "urg"};
    for (int i = 0; i < names.length; i++) {
      out.put("tcp.flags." + names[i], (flags & 1 << i) != 0 ? "True" : "False");
    }
  }

  private static String names(int flags) {
    String[] names = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      if ((flags & 1 << i) != 0) {
        out.append(out.length() == 0 ? "" : ", ").append(names[i]);
      }
    }
    return out.length() == 0 ? "<None>" : out.toString();
  }

  private static String options(Summarizer.Octets segment, Flow flow, boolean syn) {
    StringBuilder out = new StringBuilder();
    int end = (segment.u8(12) >> 4) * 4;
    int at = 20;
    while (at < end) {
      int kind = segment.u8(at);
      int length = kind <= 1 ? 1 : Math.max(2, segment.u8(at + 1));
      switch (kind) {
        case 2 -> out.append(" MSS=").append(segment.u16(at + 2));
        case 3 -> {
          if (syn) {
            flow.scale = segment.u8(at + 2);
          }
          out.append(" WS=").append(1 << segment.u8(at + 2));
        }
        case 4 -> out.append(" SACK_PERM");
        case 8 ->
            out.append(" TSval=")
                .append(segment.u32(at + 2))
                .append(" TSecr=")
                .append(segment.u32(at + 6));
        default -> {
          // Padding, and what the lab's machines do not send.
        }
      }
      at += length;
    }
    return out.toString();
  }

  private static void application(Summarizer.Octets data, Summary out, Flow flow) {
    String text = data.text();
    boolean http = REQUEST.matcher(text).lookingAt() || text.startsWith("HTTP/1.");
    if (flow.pending.isEmpty() && !http) {
      if (data.length() > 5 && data.u8(0) >= 20 && data.u8(0) <= 23 && data.u8(1) == 3) {
        tls(data, out);
      }
      return;
    }
    flow.pending = flow.pending.length() > MOST ? text : flow.pending + text;
    int head = flow.pending.indexOf("\r\n\r\n");
    if (head < 0 || flow.pending.length() - head - 4 < contentLength(flow.pending, head)) {
      out.columns("TCP", out.info() + " [TCP segment of a reassembled PDU]");
      return;
    }
    http(flow.pending.substring(0, head + 2), out);
    flow.pending = "";
  }

  private static int contentLength(String message, int head) {
    Matcher matcher = Pattern.compile("(?i)\r\ncontent-length: *([0-9]{1,8})").matcher(message);
    boolean body = message.startsWith("HTTP/") && matcher.find() && matcher.start() < head;
    return body ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static void http(String head, Summary out) {
    out.layer("http");
    String first = head.substring(0, head.indexOf("\r\n"));
    Matcher request = REQUEST.matcher(head);
    String info = first + " ";
    if (request.lookingAt()) {
      out.put("http.request", "1");
      out.put("http.request.method", request.group(1));
      out.put("http.request.uri", request.group(2));
    } else {
      String[] words = first.split(" ", 3);
      out.put("http.response", "1");
      out.put("http.response.code", words.length > 1 ? words[1] : "");
      info += field(head, "content-type").isEmpty() ? "" : " (" + field(head, "content-type") + ")";
    }
    for (String name : new String[] {"host", "user-agent", "server", "content-type"}) {
      if (!field(head, name).isEmpty()) {
        out.put("http." + name.replace('-', '_'), field(head, name));
      }
    }
    out.columns("HTTP", info);
  }

  private static String field(String head, String name) {
    Matcher matcher = Pattern.compile("(?i)\r\n" + name + ": *([^\r]*)").matcher(head);
    return matcher.find()
        ? matcher.group(1).replaceFirst(name.equals("content-type") ? ";.*" : "$", "")
        : "";
  }

  private static void tls(Summarizer.Octets data, Summary out) {
    out.layer("tls");
    StringBuilder info = new StringBuilder();
    int at = 0;
    while (at + 5 < data.length()) {
      int type = data.u8(at);
      String name =
          switch (type) {
            case 20 -> "Change Cipher Spec";
            case 21 -> "Alert";
            case 22 -> handshake(data.u8(at + 5));
            default -> "Application Data";
          };
      out.put("tls.record.content_type", type);
      if (type == 22) {
        out.put("tls.handshake.type", data.u8(at + 5));
      }
      info.append(info.length() == 0 ? "" : ", ").append(name);
      at += 5 + data.u16(at + 3);
    }
    out.columns("TLSv1.3", info.toString());
  }

  private static String handshake(int type) {
    return switch (type) {
      case 1 -> "Client Hello";
      case 2 -> "Server Hello";
      default -> "Encrypted Handshake Message";
    };
  }
}

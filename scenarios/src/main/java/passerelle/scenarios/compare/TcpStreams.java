package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import passerelle.packet.IpPacket;
import passerelle.packet.Payload;
import passerelle.packet.TcpSegment;
import passerelle.text.WordSet;

/**
 * What of a TCP conversation does not depend on how fast the processes at its ends run: how it
 * begins, or is refused, segment by segment; then for each direction the octets that it carried,
 * whether it was closed or reset, how far it acknowledged the other, and in what envelopes its
 * segments came.
 */
final class TcpStreams {
  private static final int ESTABLISHED =
      TcpSegment.ACK | TcpSegment.URG | TcpSegment.ECE | TcpSegment.CWR;

  /** What differs from segment to segment though the direction is the same. */
  private static final Set<String> OF_THE_SEGMENT =
      WordSet.of(
          """
          ip.length ip6.length ip6.flow tcp.seq tcp.ack tcp.flags tcp.window tcp.sack
          tcp.payload tcp.payload.length
          """);

  private final Map<String, Direction> directions = new LinkedHashMap<>();
  private final List<ReadFrame> compared = new ArrayList<>();

  private TcpStreams() {}

  /** The frames to be compared in the place of those of a TCP conversation. */
  static List<ReadFrame> of(List<ReadFrame> frames) {
    TcpStreams streams = new TcpStreams();
    frames.forEach(streams::add);
    streams.directions.values().forEach(d -> streams.compared.addAll(d.frames()));
    return streams.compared;
  }

  private void add(ReadFrame frame) {
    Optional<IpPacket> ip = frame.ip();
    Optional<TcpSegment> segment =
        ip.map(p -> Unsummed.read(p, false))
            .filter(TcpSegment.class::isInstance)
            .map(TcpSegment.class::cast);
    if (segment.isEmpty()) {
      compared.add(frame);
      return;
    }
    String sender = ip.get().source() + "." + segment.get().sourcePort();
    Direction direction = directions.computeIfAbsent(sender, s -> new Direction());
    boolean begins = segment.get().has(TcpSegment.SYN);
    boolean refuses = segment.get().has(TcpSegment.RST) && direction.isSilent();
    if (begins || refuses) {
      compared.add(frame);
    } else {
      direction.add(frame, segment.get());
    }
    direction.begun |= begins;
  }

  /** What one end sends once the conversation has begun. */
  private static final class Direction {
    private final Map<Set<String>, ReadFrame> envelopes = new LinkedHashMap<>();
    private final TreeMap<Long, Payload> data = new TreeMap<>();
    private boolean begun;
    private boolean closed;
    private boolean reset;
    private long acknowledged;

    boolean isSilent() {
      return !begun && envelopes.isEmpty();
    }

    void add(ReadFrame frame, TcpSegment segment) {
      List<Field> envelope = new ArrayList<>();
      frame.fields().stream()
          .filter(f -> !OF_THE_SEGMENT.contains(f.name()))
          .forEach(envelope::add);
      envelope.add(Field.of("tcp.flags", TcpNumbers.flags(segment.flags() & ESTABLISHED)));
      Set<String> shape =
          envelope.stream()
              .map(Field::toString)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      envelopes.putIfAbsent(shape, new ReadFrame(frame.frame(), envelope));
      if (segment.payload().length() > 0) {
        data.merge(
            frame.number("tcp.seq"), segment.payload(), (a, b) -> a.length() < b.length() ? b : a);
      }
      closed |= segment.has(TcpSegment.FIN);
      reset |= segment.has(TcpSegment.RST);
      acknowledged = Math.max(acknowledged, frame.number("tcp.ack"));
    }

    /** One frame for each envelope; with the first stands what was sent in all. */
    List<ReadFrame> frames() {
      List<ReadFrame> frames = new ArrayList<>(envelopes.values());
      if (!frames.isEmpty()) {
        List<Field> fields = new ArrayList<>(frames.get(0).fields());
        Sent sent = sent();
        fields.add(Field.of("tcp.stream.length", sent.octets().length()));
        fields.add(Field.of("tcp.stream", PayloadText.of(sent.octets())));
        fields.add(Field.of("tcp.stream.missing", sent.missing()));
        fields.add(Field.of("tcp.acknowledged", acknowledged));
        fields.add(Field.of("tcp.closed", closed));
        fields.add(Field.of("tcp.reset", reset));
        frames.set(0, new ReadFrame(frames.get(0).frame(), fields));
      }
      return frames;
    }

    /** The octets in their order, those sent again only once. */
    private Sent sent() {
      Payload octets = Payload.EMPTY;
      long missing = 0;
      long next = begun || data.isEmpty() ? 1 : data.firstKey();
      for (Map.Entry<Long, Payload> piece : data.entrySet()) {
        Payload more = piece.getValue();
        int known = (int) Math.min(more.length(), Math.max(0, next - piece.getKey()));
        octets = octets.plus(more.slice(known, more.length()));
        missing += Math.max(0, piece.getKey() - next);
        next = Math.max(next, piece.getKey() + more.length());
      }
      return new Sent(octets, missing);
    }

    /** What was sent, and how many octets of it were not seen. */
    private record Sent(Payload octets, long missing) {}
  }
}

package passerelle.cli.why;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.trace.HopEvent;

/**
 * The first line of what a web server answered (RFC 9112 section 4).
 *
 * @param code 100..599
 * @param text code and reason, as they were sent: {@code 404 Not Found}
 */
record WebAnswer(int code, String text) {
  private static final Pattern LINE = Pattern.compile("(?s)HTTP/1\\.[01] ((\\d{3})[^\\r\\n]*).*");

  private static final int FIRST_ERROR = 400;

  /** The last answer that was delivered in a namespace; empty where none came in clear. */
  static Optional<WebAnswer> in(String netns, List<HopEvent> events) {
    return events.stream()
        .filter(HopEvent.Delivered.class::isInstance)
        .filter(event -> event.hop().netns().equals(netns))
        .flatMap(event -> of(event).stream())
        .reduce((first, last) -> last);
  }

  private static Optional<WebAnswer> of(HopEvent event) {
    return Stream.of(event.hop().packet())
        .filter(IpPacket.class::isInstance)
        .map(packet -> ((IpPacket) packet).transport())
        .filter(TcpSegment.class::isInstance)
        .map(segment -> ((TcpSegment) segment).payload().toBytes())
        .map(bytes -> LINE.matcher(new String(bytes, StandardCharsets.ISO_8859_1)))
        .filter(Matcher::matches)
        .map(line -> new WebAnswer(Integer.parseInt(line.group(2)), line.group(1)))
        .findFirst();
  }

  /** It says that what was asked for is not to be had. */
  boolean isError() {
    return code >= FIRST_ERROR;
  }
}

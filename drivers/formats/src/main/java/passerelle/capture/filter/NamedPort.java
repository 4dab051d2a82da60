package passerelle.capture.filter;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.capture.Services;

/**
 * A port and the one protocol that its name is for.
 *
 * @param number 0..65535
 * @param protocol an IP protocol number; 0 when both have the name, or none was asked for
 */
record NamedPort(int number, int protocol) {
  static final int TCP = 6;
  static final int UDP = 17;

  /** Looks a name up in /etc/services. */
  static Optional<NamedPort> find(String name) {
    OptionalInt tcp = Services.debian().port(name, "tcp");
    OptionalInt udp = Services.debian().port(name, "udp");
    if (tcp.isPresent()) {
      boolean both = udp.isPresent() && udp.getAsInt() == tcp.getAsInt();
      return Optional.of(new NamedPort(tcp.getAsInt(), both ? 0 : TCP));
    }
    return udp.isPresent() ? Optional.of(new NamedPort(udp.getAsInt(), UDP)) : Optional.empty();
  }

  /** One end of a range: a number or a name. */
  static NamedPort ofRangeEnd(String text) throws FilterSyntaxException {
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number > 65535) {
        throw new FilterSyntaxException("illegal port number " + number + " > 65535");
      }
      return new NamedPort(number, 0);
    }
    return find(text)
        .orElseThrow(() -> new FilterSyntaxException("'" + text + "' is not a valid port"));
  }
}

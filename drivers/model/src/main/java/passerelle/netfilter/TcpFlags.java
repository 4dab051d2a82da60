package passerelle.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import passerelle.packet.TcpSegment;

/**
 * {@code --tcp-flags MASK COMP}: of the flags in the mask, exactly those of comp are set.
 *
 * @param mask the flags looked at, as bits of {@link TcpSegment}
 * @param set those that must be set
 */
public record TcpFlags(int mask, int set) {
  /** What {@code --syn} stands for. */
  static final TcpFlags SYN_ONLY =
      new TcpFlags(
          TcpSegment.FIN | TcpSegment.SYN | TcpSegment.RST | TcpSegment.ACK, TcpSegment.SYN);

  private static final List<String> NAMES = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG");

  static int parse(String words) throws IptablesException {
    int bits = 0;
    for (String word : words.split(",", -1)) {
      String name = word.toUpperCase(Locale.ROOT);
      if (name.equals("ALL")) {
        bits |= 0x3f;
      } else if (NAMES.contains(name)) {
        bits |= 1 << NAMES.indexOf(name);
      } else if (!name.equals("NONE")) {
        throw IptablesException.parameter("Unknown TCP flag `" + word + "'");
      }
    }
    return bits;
  }

  private static String names(int bits) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      if ((bits & 1 << i) != 0) {
        out.add(NAMES.get(i));
      }
    }
    return out.isEmpty() ? "NONE" : String.join(",", out);
  }

  /** {@code FIN,SYN,RST,ACK SYN}. */
  String text() {
    return names(mask) + " " + names(set);
  }

  String listing(ListingStyle style) {
    return style.numeric() ? "0x%02X/0x%02X".formatted(mask, set) : names(mask) + "/" + names(set);
  }
}

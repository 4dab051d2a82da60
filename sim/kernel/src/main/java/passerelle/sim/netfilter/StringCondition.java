package passerelle.sim.netfilter;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import passerelle.netfilter.StringMatch;
import passerelle.packet.codec.Codec;

/** {@code -m string} (net/netfilter/xt_string.c): the packet's octets, from its IP header on. */
final class StringCondition implements Condition {
  private final StringMatch match;
  private final String pattern;

  StringCondition(StringMatch match) {
    this.match = match;
    pattern = fold(match.pattern());
  }

  private String fold(String text) {
    return match.ignoreCase() ? text.toLowerCase(Locale.ROOT) : text;
  }

  @Override
  public boolean test(PacketContext packet) {
    byte[] octets = Codec.encode(packet.skb().packet());
    String text = fold(new String(octets, StandardCharsets.ISO_8859_1));
    int at = text.indexOf(pattern, match.from());
    boolean found = at >= 0 && at + pattern.length() <= match.to();
    return found != match.negated();
  }
}

package passerelle.capture.filter;

import java.util.List;
import java.util.function.Function;
import passerelle.addr.IpAddress;
import passerelle.capture.LinkType;

/**
 * A compiled filter expression (pcap-filter(7)); immutable.
 *
 * <p>It decides as the program that libpcap 1.10.5 makes of the expression without optimization. A
 * packet that is too short for a field that must be looked at does not match, even under {@code
 * not}.
 */
public final class PacketFilter {
  private final String expression;
  private final Test test;

  private PacketFilter(String expression, Test test) {
    this.expression = expression;
    this.test = test;
  }

  /**
   * Compiles an expression; the empty one matches every packet.
   *
   * @param link what the frames begin with
   * @param netmask of the device, for {@code ip broadcast}; 0 when unknown
   * @param hosts the addresses of a host name; an empty list for an unknown one
   * @throws FilterSyntaxException with libpcap's message
   */
  public static PacketFilter compile(
      String expression, LinkType link, int netmask, Function<String, List<IpAddress>> hosts)
      throws FilterSyntaxException {
    Generator generator = new Generator(link, netmask);
    TokenStream tokens = new TokenStream(Lexer.tokens(expression));
    Identifiers identifiers = new Identifiers(generator, hosts);
    Test test = new ExpressionParser(tokens, generator, identifiers).parse();
    return new PacketFilter(expression, test);
  }

  /**
   * Says whether a packet matches.
   *
   * @param frame the captured octets
   * @param length octets on the wire, at least as many as captured
   */
  public boolean matches(byte[] frame, int length) {
    return test.apply(frame, length) == Test.TRUE;
  }

  @Override
  public String toString() {
    return expression;
  }
}

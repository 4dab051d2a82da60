package passerelle.netfilter;

import java.util.Arrays;
import java.util.List;
import passerelle.addr.Family;

/**
 * {@code -j REJECT}: drops the packet and says so to its sender.
 *
 * @param with how
 */
public record RejectTarget(With with) implements Target {

  /** The answers; type and code are those of the ICMP message, -1 for a TCP reset. */
  public enum With {
    NET_UNREACHABLE(Family.IPV4, "icmp-net-unreachable", "net-unreach", 3, 0),
    HOST_UNREACHABLE(Family.IPV4, "icmp-host-unreachable", "host-unreach", 3, 1),
    PROTO_UNREACHABLE(Family.IPV4, "icmp-proto-unreachable", "proto-unreach", 3, 2),
    PORT_UNREACHABLE(Family.IPV4, "icmp-port-unreachable", "port-unreach", 3, 3),
    NET_PROHIBITED(Family.IPV4, "icmp-net-prohibited", "net-prohib", 3, 9),
    HOST_PROHIBITED(Family.IPV4, "icmp-host-prohibited", "host-prohib", 3, 10),
    TCP_RESET(Family.IPV4, "tcp-reset", "tcp-rst", -1, -1),
    ADMIN_PROHIBITED(Family.IPV4, "icmp-admin-prohibited", "admin-prohib", 3, 13),
    NO_ROUTE6(Family.IPV6, "icmp6-no-route", "no-route", 1, 0),
    ADM_PROHIBITED6(Family.IPV6, "icmp6-adm-prohibited", "adm-prohibited", 1, 1),
    ADDR_UNREACHABLE6(Family.IPV6, "icmp6-addr-unreachable", "addr-unreach", 1, 3),
    PORT_UNREACHABLE6(Family.IPV6, "icmp6-port-unreachable", "port-unreach", 1, 4),
    TCP_RESET6(Family.IPV6, "tcp-reset", "tcp-reset", -1, -1),
    POLICY_FAIL6(Family.IPV6, "icmp6-policy-fail", "policy-fail", 1, 5),
    REJECT_ROUTE6(Family.IPV6, "icmp6-reject-route", "reject-route", 1, 6);

    private final Family family;
    private final String word;
    private final String alias;
    private final int type;
    private final int code;

    With(Family family, String word, String alias, int type, int code) {
      this.family = family;
      this.word = word;
      this.alias = alias;
      this.type = type;
      this.code = code;
    }

    public boolean isTcpReset() {
      return type < 0;
    }

    /** ICMP type of the answer. */
    public int type() {
      return type;
    }

    /** ICMP code of the answer. */
    public int code() {
      return code;
    }

    private boolean fits(Family asked, String text) {
      return family == asked && (word.startsWith(text) || alias.startsWith(text));
    }
  }

  static final Extension<Target> EXTENSION =
      Extension.of("REJECT", RejectTarget::parse, Option.value("reject-with"));

  private static Target parse(OptionValues values) throws IptablesException {
    boolean v4 = values.family() == Family.IPV4;
    if (!values.has("reject-with")) {
      return new RejectTarget(v4 ? With.PORT_UNREACHABLE : With.PORT_UNREACHABLE6);
    }
    String word = values.word("reject-with");
    List<With> found =
        Arrays.stream(With.values()).filter(w -> w.fits(values.family(), word)).toList();
    if (found.isEmpty()) {
      throw IptablesException.parameter("unknown reject type \"" + word + "\"");
    }
    return new RejectTarget(found.get(0));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.reject(this);
  }

  @Override
  public String label() {
    return "REJECT";
  }

  @Override
  public String text() {
    return "-j REJECT --reject-with " + with.word;
  }

  @Override
  public String listing(ListingStyle style) {
    return "reject-with " + with.word;
  }
}

package passerelle.packet.dns;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Record types by name and number (IANA). */
public final class DnsType {
  public static final int A = 1;
  public static final int NS = 2;
  public static final int CNAME = 5;
  public static final int SOA = 6;
  public static final int PTR = 12;
  public static final int MX = 15;
  public static final int TXT = 16;
  public static final int AAAA = 28;
  public static final int SRV = 33;
  public static final int OPT = 41;
  public static final int HTTPS = 65;
  public static final int ANY = 255;

  private static final Map<String, Integer> NUMBERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("A", A),
              Map.entry("NS", NS),
              Map.entry("CNAME", CNAME),
              Map.entry("SOA", SOA),
              Map.entry("PTR", PTR),
              Map.entry("HINFO", 13),
              Map.entry("MX", MX),
              Map.entry("TXT", TXT),
              Map.entry("AAAA", AAAA),
              Map.entry("SRV", SRV),
              Map.entry("NAPTR", 35),
              Map.entry("OPT", OPT),
              Map.entry("DS", 43),
              Map.entry("RRSIG", 46),
              Map.entry("DNSKEY", 48),
              Map.entry("TLSA", 52),
              Map.entry("HTTPS", HTTPS),
              Map.entry("CAA", 257),
              Map.entry("ANY", ANY)));

  private DnsType() {}

  /** The number of a type's name, in either case, or of {@code TYPE123}. */
  public static Optional<Integer> number(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    Integer known = NUMBERS.get(upper);
    if (known == null && upper.matches("TYPE[0-9]{1,5}")) {
      int number = Integer.parseInt(upper.substring(4));
      return number < 65536 ? Optional.of(number) : Optional.empty();
    }
    return Optional.ofNullable(known);
  }

  /** The name of a type. */
  public static String name(int type) {
    for (Map.Entry<String, Integer> entry : NUMBERS.entrySet()) {
      if (entry.getValue() == type) {
        return entry.getKey();
      }
    }
    return "TYPE" + type;
  }
}

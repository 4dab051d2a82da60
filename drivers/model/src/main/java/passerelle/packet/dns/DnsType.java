package passerelle.packet.dns;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.text.WordMap;

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
      WordMap.numbers(
          """
          A=1 AAAA=28 ANY=255 CAA=257 CNAME=5 DNSKEY=48 DS=43 HINFO=13 HTTPS=65 MX=15 NAPTR=35 NS=2
          OPT=41 PTR=12 RRSIG=46 SOA=6 SRV=33 TLSA=52 TXT=16
          """);

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

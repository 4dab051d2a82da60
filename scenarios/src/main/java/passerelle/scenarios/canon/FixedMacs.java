package passerelle.scenarios.canon;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The MAC addresses that are not random and so keep their digits: zero, broadcast, multicast, those
 * fixed by hand (02:00:00:..), and those that spell an IPv4 address of the same text after 02:42 as
 * Docker Engine 26 makes them (moby's {@code netutils.GenerateMACFromIP}).
 */
public final class FixedMacs {
  private static final Pattern IPV4 =
      Pattern.compile("(?<![\\p{Nd}.])(?:\\p{Nd}{1,3}\\.){3}\\p{Nd}{1,3}(?!\\p{Nd})");

  private final Set<String> spelled = new HashSet<>();

  private FixedMacs() {}

  /** The fixed MAC addresses of a text made of these parts. */
  public static FixedMacs in(String... parts) {
    FixedMacs macs = new FixedMacs();
    for (String part : parts) {
      Matcher m = IPV4.matcher(part);
      while (m.find()) {
        macs.addSpelling(m.group());
      }
    }
    return macs;
  }

  private void addSpelling(String ipv4) {
    StringBuilder mac = new StringBuilder("02:42");
    for (String number : ipv4.split("\\.")) {
      int octet = Integer.parseInt(number);
      if (octet > 255) {
        return;
      }
      mac.append(":%02x".formatted(octet));
    }
    spelled.add(mac.toString());
  }

  boolean contains(String mac) {
    return mac.equals("00:00:00:00:00:00")
        || mac.equals("ff:ff:ff:ff:ff:ff")
        || mac.startsWith("33:33:")
        || mac.startsWith("01:00:5e:")
        || mac.startsWith("02:00:00:")
        || spelled.contains(mac);
  }
}

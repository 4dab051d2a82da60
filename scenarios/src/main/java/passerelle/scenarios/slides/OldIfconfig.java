package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ifconfig printed until net-tools 2 (2013; Debian had the old one until 2017), as it prints
 * the same today: most decks of those years have it.
 */
final class OldIfconfig {
  private static final Pattern BEGIN =
      Pattern.compile("(\\S+) +Link encap:(Ethernet|Local Loopback)(?: +HWaddr (\\S+))?\\s*");

  private static final Pattern ADDRESS =
      Pattern.compile("\\s*inet addr:(\\S+)(?: +Bcast:(\\S+))? +Mask:(\\S+)\\s*");

  private static final Pattern FLAGS = Pattern.compile("\\s*([A-Z ]+\\S) +MTU:(\\d+).*");

  /** Numbers of octets, and those of errors, whose words differ little. */
  private static final Pattern COUNTS =
      Pattern.compile(
          "\\s*(?:[RT]X packets:.*|collisions:.*|RX bytes:.*|inet6 addr:.*|Interrupt:.*|Base.*)");

  private OldIfconfig() {}

  /** Whether lines were printed by it. */
  static boolean is(List<String> lines) {
    return lines.stream().anyMatch(line -> BEGIN.matcher(line).matches());
  }

  /** The same lines, as far as both tell the same, in the words of today. */
  static List<String> today(List<String> lines) {
    List<String> today = new ArrayList<>();
    String address = "";
    String ether = "";
    for (String line : lines) {
      Matcher begin = BEGIN.matcher(line);
      Matcher inet = ADDRESS.matcher(line);
      Matcher flags = FLAGS.matcher(line);
      if (begin.matches()) {
        today.addAll(address.isEmpty() ? List.of() : List.of(address));
        today.add(begin.group(1) + ": …");
        address = "";
        ether = begin.group(3) == null ? "" : "        ether " + begin.group(3);
      } else if (inet.matches()) {
        String broadcast = inet.group(2) == null ? "" : "  broadcast " + inet.group(2);
        address = "        inet " + inet.group(1) + "  netmask " + inet.group(3) + broadcast;
      } else if (flags.matches() && !today.isEmpty()) {
        int last = today.size() - 1;
        String words = flags.group(1).trim().replaceAll(" +", ",");
        String interfaceName = today.get(last).replace(": …", ": ");
        today.set(last, interfaceName + "flags=0<" + words + ">  mtu " + flags.group(2));
        today.addAll(address.isEmpty() ? List.of() : List.of(address));
        address = "";
        today.addAll(ether.isEmpty() ? List.of() : List.of(ether + "  txqueuelen 0  (Ethernet)"));
      } else if (!COUNTS.matcher(line).matches()) {
        today.add(line);
      }
    }
    today.addAll(address.isEmpty() ? List.of() : List.of(address));
    return today;
  }
}

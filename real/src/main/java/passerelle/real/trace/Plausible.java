package passerelle.real.trace;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.netfilter.Rule;
import passerelle.packet.IpProtocol;

/**
 * Whether a packet can have matched a rule, as far as devices, protocol and connection state tell:
 * enough to tell apart, by and large, who was counted where.
 *
 * @param in the device that it came in by; empty for none
 * @param out the device that it leaves by; empty for none
 * @param protocol its IP protocol
 * @param state what connection tracking thinks of it
 */
record Plausible(String in, String out, int protocol, String state) {
  private static final Pattern CONDITION =
      Pattern.compile("(! )?(-i|-o|-p|--ctstate|--state) (\\S+)");

  boolean test(Rule rule) {
    Matcher conditions = CONDITION.matcher(rule.text());
    while (conditions.find()) {
      boolean negated = conditions.group(1) != null;
      if (holds(conditions.group(2), conditions.group(3)) == negated) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(String option, String value) {
    return switch (option) {
      case "-i" -> isDevice(in, value);
      case "-o" -> isDevice(out, value);
      case "-p" -> value.equals(IpProtocol.name(protocol)) || value.equals("all");
      default -> List.of(value.split(",")).contains(state);
    };
  }

  private static boolean isDevice(String device, String wanted) {
    return wanted.endsWith("+")
        ? device.startsWith(wanted.substring(0, wanted.length() - 1))
        : device.equals(wanted);
  }
}

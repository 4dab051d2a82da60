package passerelle.cli.why.route;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.typed.Spot;
import passerelle.packet.IpPacket;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** Rules of policy routing that send packets to a table of their own, or refuse them. */
public final class PolicyRules implements Finder {
  /** A line of {@code ip rule}: priority, selectors, action. */
  private static final Pattern RULE =
      Pattern.compile(
          "(\\d+):\\s+((?:not )?from \\S+.*?) ?(lookup \\S+|blackhole|unreachable|prohibit)\\s*");

  private static final String NOT = "not ";
  private static final Pattern FROM = Pattern.compile("\\bfrom (\\S+)");
  private static final Pattern TO = Pattern.compile("\\bto (\\S+)");
  private static final Pattern IN = Pattern.compile("\\biif (\\S+)");

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return Loss.of(attempt)
        .filter(loss -> loss.reason() != DropReason.NETFILTER_DROP)
        .flatMap(loss -> routed(loss).flatMap(p -> of(attempt.lab(), loss, p)));
  }

  /**
   * A rule that leads a packet to a device at which the main table would not: that it is stopped
   * behind it is no wonder.
   */
  public static Optional<Diagnosis> astray(Attempt attempt) {
    return Loss.of(attempt)
        .filter(loss -> loss.reason() == DropReason.NETFILTER_DROP)
        .filter(loss -> routed(loss).filter(p -> isAstray(attempt.lab(), loss, p)).isPresent())
        .flatMap(loss -> routed(loss).flatMap(p -> of(attempt.lab(), loss, p)));
  }

  private static boolean isAstray(Lab lab, Loss loss, IpPacket packet) {
    Optional<String> out = loss.route().map(HopEvent.Routed::outDevice);
    return out.isPresent()
        && new Spot(lab, loss.netns())
            .output("ip route show table main")
            .lines()
            .filter(line -> leads(line, packet.destination()))
            .noneMatch(line -> (line + " ").contains(" dev " + out.get() + " "));
  }

  private static boolean leads(String route, IpAddress to) {
    String prefix = route.split(" ", 2)[0];
    return prefix.equals("default")
        || Family.IPV4
            .parsePrefix(prefix.contains("/") ? prefix : prefix + "/32")
            .filter(p -> p.contains(to))
            .isPresent();
  }

  /** The packet as its route was looked for: SNAT comes behind that. */
  private static Optional<IpPacket> routed(Loss loss) {
    return loss.route()
        .map(route -> route.hop().packet())
        .filter(IpPacket.class::isInstance)
        .map(IpPacket.class::cast)
        .or(loss::packet);
  }

  /** The first rule that a person made and that is for the packet. */
  private static Optional<Diagnosis> of(Lab lab, Loss loss, IpPacket packet) {
    Spot spot = new Spot(lab, loss.netns());
    return spot.output("ip rule")
        .lines()
        .map(RULE::matcher)
        .filter(Matcher::matches)
        .filter(rule -> !rule.group(3).matches("lookup (local|main|default)"))
        .filter(rule -> isFor(rule.group(2), packet, loss.in()))
        .findFirst()
        .map(rule -> diagnosis(spot, packet, rule));
  }

  private static boolean isFor(String selectors, IpPacket packet, Optional<String> in) {
    if (selectors.startsWith(NOT)) {
      // Whoever leaves out a mark means the packets that a VPN sends itself.
      return selectors.contains(" fwmark ")
          || !isFor(selectors.substring(NOT.length()), packet, in);
    }
    return has(FROM, selectors, packet.source())
        && has(TO, selectors, packet.destination())
        && IN.matcher(selectors).results().allMatch(m -> in.filter(m.group(1)::equals).isPresent());
  }

  private static boolean has(Pattern selector, String selectors, IpAddress address) {
    return selector
        .matcher(selectors)
        .results()
        .map(m -> m.group(1))
        .filter(prefix -> !prefix.equals("all"))
        .allMatch(
            prefix ->
                Family.IPV4
                    .parsePrefix(prefix.contains("/") ? prefix : prefix + "/32")
                    .filter(p -> p.contains(address))
                    .isPresent());
  }

  private static boolean has(Lab lab, String netns, String rule) {
    return new Spot(lab, netns).output("ip rule").lines().anyMatch(rule::equals);
  }

  private static Diagnosis diagnosis(Spot spot, IpPacket packet, Matcher rule) {
    String words = (rule.group(2) + " " + rule.group(3)).replaceAll("\\s+", " ");
    return Diagnosis.of(
            Cause.POLICY_RULE,
            spot.name(),
            packet.source() + " > " + packet.destination(),
            rule.group(1) + ": " + words)
        .by(spot.since(lab -> has(lab, spot.netns(), rule.group()), "rule"))
        .or(spot.doing("ip rule del pref " + rule.group(1)));
  }
}

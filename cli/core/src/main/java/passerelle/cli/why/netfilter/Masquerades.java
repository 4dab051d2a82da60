package passerelle.cli.why.netfilter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.Family;
import passerelle.addr.IpPrefix;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.RuleLedger;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.op.RouteSpec;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.Table;
import passerelle.packet.IpPacket;

/** Rules that were meant to put another sender in a packet, and are about other packets. */
final class Masquerades {
  private static final ChainReference POSTROUTING = ChainReference.of(Table.NAT, "POSTROUTING");

  private static final Pattern SOURCE = Pattern.compile("(?<!! )-s (\\S+)");
  private static final Pattern DEVICE = Pattern.compile("(?<!! )-o (\\S+)");

  private Masquerades() {}

  /** One for the same source, or for the same device, that somebody has written. */
  static Optional<Diagnosis> missing(Lab lab, Spot machine, IpPacket packet) {
    Optional<String> device =
        Routing.find(lab, machine.netns(), packet.destination()).flatMap(RouteSpec::device);
    return device.flatMap(
        out ->
            lab.ledger().lines(machine.netns(), POSTROUTING).stream()
                .filter(line -> line.rule().number() > 0)
                .filter(line -> line.author().typed().isPresent() && line.author().why().isEmpty())
                .filter(line -> line.rule().text().matches(".*-j (MASQUERADE|SNAT)\\b.*"))
                .filter(line -> isFor(lab, line.rule().text(), packet, out))
                .findFirst()
                .map(line -> missing(machine, line, packet, out)));
  }

  /** It fits by one of the two, and by the other it does not; or it is for a subnet of nobody. */
  private static boolean isFor(Lab lab, String rule, IpPacket packet, String out) {
    Matcher source = SOURCE.matcher(rule);
    Matcher device = DEVICE.matcher(rule);
    Optional<IpPrefix> subnet =
        source.find() ? Family.IPV4.parsePrefix(source.group(1)) : Optional.empty();
    boolean fits = subnet.filter(p -> p.contains(packet.source())).isPresent();
    if (!device.find()) {
      return subnet.filter(p -> !fits && Routing.isVacant(lab, p)).isPresent();
    }
    return device.group(1).equals(out) ? subnet.isPresent() && !fits : fits || subnet.isEmpty();
  }

  private static Diagnosis missing(
      Spot machine, RuleLedger.Written line, IpPacket packet, String out) {
    String rule = line.rule().text();
    String right = DEVICE.matcher(rule).replaceFirst("-o " + out);
    String source =
        Routing.find(machine.lab(), machine.netns(), packet.source())
            .map(route -> route.destination().toString())
            .orElse(packet.source().toString());
    String fitting = SOURCE.matcher(right).replaceFirst("-s " + source);
    String nat = "iptables -t nat ";
    return Diagnosis.of(Cause.MASQUERADE_MISSES, rule, packet.source(), out)
        .by(line.author().typed().map(typed -> typed.prompt() + typed.line()))
        .or(machine.doing(nat + "-D POSTROUTING " + rule, nat + "-A POSTROUTING " + fitting));
  }
}

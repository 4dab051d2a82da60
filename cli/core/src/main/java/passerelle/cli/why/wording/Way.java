package passerelle.cli.why.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Question;
import passerelle.netfilter.Table;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;
import passerelle.trace.HopEvent;

/** The way of a request that arrived: what was translated, and which rule let it in. */
record Way(Attempt attempt, Sentences sentences) {
  private static final String PROXY = "docker-proxy";

  /** In a sentence, and the command behind the rules. */
  String told() {
    List<String> parts = new ArrayList<>();
    translations().forEach(parts::add);
    proxy().ifPresent(parts::add);
    Optional<HopEvent> gate = gate();
    gate.map(this::letIn).ifPresent(parts::add);
    if (parts.isEmpty()) {
      parts.add(direct());
    }
    Question question = attempt.question();
    String way = sentences.get("why.way", question.from(), name(), sentences.list(parts));
    Optional<String> author =
        gate.flatMap(attempt.makers()::of)
            .or(() -> attempt.destination().mapping().flatMap(m -> made()));
    return author.map(typed -> way + " " + sentences.get("why.author", typed)).orElse(way);
  }

  private Optional<String> made() {
    return attempt.destination().container().flatMap(attempt.makers()::of);
  }

  private String name() {
    Destination destination = attempt.destination();
    String port = destination.port() == 0 ? "" : ":" + destination.port();
    return destination.name().equals(destination.address().toString())
        ? destination.address() + port
        : destination.name() + " (" + destination.address() + port + ")";
  }

  private List<String> translations() {
    return attempt
        .events()
        .filter(HopEvent.Translated.class::isInstance)
        .map(HopEvent.Translated.class::cast)
        .map(this::translation)
        .distinct()
        .toList();
  }

  private String translation(HopEvent.Translated step) {
    boolean source =
        step.kind() == HopEvent.NatKind.SNAT || step.kind() == HopEvent.NatKind.UN_DNAT;
    return sentences.get(
        source ? "why.way.snat" : "why.way.dnat",
        attempt.sites().label(step.hop().netns()),
        end(step.before(), source),
        end(step.after(), source));
  }

  private static String end(IpPacket packet, boolean source) {
    int port = 0;
    if (packet.transport() instanceof TcpSegment tcp) {
      port = source ? tcp.sourcePort() : tcp.destinationPort();
    } else if (packet.transport() instanceof UdpDatagram udp) {
      port = source ? udp.sourcePort() : udp.destinationPort();
    }
    String address = String.valueOf(source ? packet.source() : packet.destination());
    return source || port == 0 ? address : address + ":" + port;
  }

  private Optional<String> proxy() {
    boolean ipv6 = attempt.target().filter(t -> t.address().family() == Family.IPV6).isPresent();
    String asked = ipv6 ? "[" + attempt.address() + "]" : attempt.address();
    Optional<String> taker =
        ipv6
            ? attempt.destination().mapping().map(m -> PROXY)
            : attempt.delivered().map(d -> d.to());
    return taker
        .filter(to -> to.contains(PROXY))
        .map(to -> sentences.get("why.way.proxy", asked + ":" + attempt.question().port()));
  }

  /** The last rule, or the policy, of the filter that let it through. */
  private Optional<HopEvent> gate() {
    return attempt
        .events()
        .filter(
            e ->
                e instanceof HopEvent.RuleEvaluated rule
                    && rule.rule().chain().isIn(Table.FILTER)
                    && rule.matched()
                    && rule.verdict().startsWith("ACCEPT"))
        .reduce((a, b) -> b);
  }

  private String letIn(HopEvent step) {
    HopEvent.RuleEvaluated rule = (HopEvent.RuleEvaluated) step;
    return sentences.get(
        rule.rule().isPolicy() ? "why.way.policy" : "why.way.rule",
        attempt.sites().label(step.hop().netns()),
        rule.rule().chain().name(),
        rule.rule().number());
  }

  private String direct() {
    boolean inside = attempt.destination().netns().equals(attempt.from().map(f -> f.netns()));
    return inside
        ? sentences.get("why.way.lo")
        : attempt
            .destination()
            .endpoint()
            .map(e -> sentences.get("why.way.network", e.network().name()))
            .orElseGet(() -> sentences.get("why.way.routed"));
  }
}

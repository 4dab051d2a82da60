package passerelle.cli.why.netfilter;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Remedy;
import passerelle.lab.LabTopology;

/** The router is asked for what the host behind it serves, and leads nobody there. */
public final class RouterPorts implements Finder {
  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    Destination destination = attempt.destination();
    boolean own = attempt.from().map(Sites.Site::netns).equals(destination.netns());
    boolean router = destination.netns().equals(Optional.of(LabTopology.ROUTER));
    if (attempt.question().port() == 0 || own || !router || destination.isServed()) {
      return Optional.empty();
    }
    return attempt
        .sites()
        .address(LabTopology.HOST)
        .filter(host -> Engines.isServedOnHost(attempt.lab(), attempt.question(), host.toString()))
        .map(host -> diagnosis(attempt, destination.address(), host));
  }

  private static Diagnosis diagnosis(Attempt attempt, IpAddress asked, IpAddress host) {
    Question question = attempt.question();
    String service = "-p " + question.transport() + " --dport " + question.port();
    String rule =
        "iptables -t nat -A PREROUTING -d " + asked + " " + service + " -j DNAT --to-destination ";
    Optional<String> published =
        Engines.mapping(attempt.lab(), question, host)
            .flatMap(m -> Engines.publisher(attempt.lab(), m))
            .flatMap(attempt.makers()::of);
    return Diagnosis.of(
            Cause.ROUTER_LEADS_NOWHERE,
            asked,
            LabTopology.ROUTER,
            question.service(),
            LabTopology.HOST,
            host)
        .by(published)
        .or(Remedy.at(LabTopology.ROUTER, rule + host + ":" + question.port()))
        .or(Remedy.ask(question.at(host.toString(), question.port())));
  }
}

package passerelle.cli.why.cause;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.journey.Journey;
import passerelle.cli.journey.Relabel;
import passerelle.cli.journey.Story;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Lookup;
import passerelle.cli.lab.ProbeOutcome;
import passerelle.cli.lab.ProbeTarget;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Names;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.StandIn;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.scenarios.replay.LabException;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * One try to reach what a question asks for, in a copy of the lab, and what was found by it. All
 * finders read it; namespaces are called by their own names in its events.
 */
public final class Attempt {
  private static final String DAEMON = "dockerd";
  private static final long A_SECOND = 1_000_000_000L;

  /** So often ARP asks before it gives up (mcast_solicit), and once more. */
  private static final int ARP_TRIES = 4;

  private final Question question;
  private final Lab lab;
  private final Sites sites;
  private final Optional<Sites.Site> from;
  private final Tried tried;
  private final Map<Question, Attempt> others;
  private final Optional<StandIn> standIn;
  private final List<Journey> told;
  private final boolean succeeds;

  /**
   * What was tried and seen.
   *
   * @param lookup of the name
   * @param target what was aimed at, if the name was found
   * @param destination to whom that led before anything was sent
   * @param outcome of the probe
   * @param story its packets
   */
  private record Tried(
      Lookup lookup,
      Optional<ProbeTarget> target,
      Destination destination,
      ProbeOutcome outcome,
      Story story) {}

  private Attempt(
      Question question,
      Lab lab,
      Optional<Sites.Site> from,
      Tried tried,
      Map<Question, Attempt> others,
      Optional<StandIn> standIn) {
    this.question = question;
    this.lab = lab;
    this.sites = new Sites(lab);
    this.from = from;
    this.tried = tried;
    this.others = others;
    this.standIn = standIn;
    this.told = told(tried.story().withoutArp(), new Relabel(sites::label));
    this.succeeds = isAnswered() && !isPaused() && !endsAtProxy();
  }

  private static List<Journey> told(Story story, Relabel names) {
    return Journey.of(story.events().stream().map(names::of).toList());
  }

  /**
   * Tries.
   *
   * @param copy where; it has the traces of the try afterwards
   * @param standIn who asks, in the place of a container that is gone
   */
  public static Attempt of(Question question, Lab copy, Optional<StandIn> standIn)
      throws LabException {
    return of(question, copy, new HashMap<>(), standIn);
  }

  private static Attempt of(
      Question question, Lab copy, Map<Question, Attempt> others, Optional<StandIn> standIn)
      throws LabException {
    Optional<Sites.Site> from = new Sites(copy).find(question.from());
    return new Attempt(question, copy, from, tried(question, copy, from), others, standIn);
  }

  private static Tried tried(Question question, Lab copy, Optional<Sites.Site> from)
      throws LabException {
    Lookup lookup =
        from.map(site -> new Names(copy).of(site, question.host()))
            .orElse(new Lookup(Lookup.Outcome.UNKNOWN, List.of()));
    Optional<ProbeTarget> target = from.flatMap(site -> target(question, lookup, copy, site));
    if (target.isEmpty()) {
      Destination nowhere = Destination.nowhere(copy, question);
      ProbeOutcome unsent = new ProbeOutcome(false, Optional.empty());
      return new Tried(lookup, target, nowhere, unsent, Story.ofAll(List.of()));
    }
    Sites.Site site = from.orElseThrow();
    Destination destination = Destination.of(copy, question, site, target.get().address());
    awaitNeighbours(copy, List.of(site.netns()));
    Lab.Listening listening = copy.listen(Depth.FULL, event -> event);
    List<HopEvent> heard = new ArrayList<>();
    ProbeOutcome outcome = copy.probe(site, target.get(), () -> heard.addAll(listening.stop()));
    List<HopEvent> events = heard.isEmpty() ? listening.stop() : heard;
    Story story = Story.ofProbe(events, target.get().address());
    return new Tried(lookup, target, destination, outcome, story);
  }

  /**
   * What a packet still asks for by ARP is answered, or lost; before that, others would be asked
   * for in its name. Whether it had to be waited for.
   */
  public static boolean awaitNeighbours(Lab copy, List<String> places) {
    boolean waited = false;
    for (int tries = 0; tries < ARP_TRIES && copy.isSimulated(); tries++) {
      boolean asked =
          places.stream()
              .flatMap(netns -> copy.kernel().view().snapshot(netns).neighbours().stream())
              .anyMatch(known -> known.state().equals("INCOMPLETE"));
      if (!asked) {
        return waited;
      }
      copy.kernel().clock().advance(A_SECOND);
      waited = true;
    }
    return waited;
  }

  /** The first address at which somebody waits: programs try one after the other. */
  private static Optional<ProbeTarget> target(
      Question question, Lookup lookup, Lab copy, Sites.Site site) {
    List<IpAddress> addresses = lookup.addresses();
    return addresses.stream()
        .filter(a -> addresses.size() > 1 && Destination.of(copy, question, site, a).isServed())
        .findFirst()
        .or(() -> addresses.stream().findFirst())
        .map(address -> new ProbeTarget(address, question.port(), question.protocol()));
  }

  /** A try that failed otherwise than a probe would: the packets of the command itself. */
  public Attempt asItWent(Story packets) {
    ProbeOutcome failed = new ProbeOutcome(false, Optional.empty());
    Tried other = new Tried(tried.lookup(), tried.target(), tried.destination(), failed, packets);
    return new Attempt(question, lab, from, other, others, standIn);
  }

  /** The same try for another question in the same copy, made once. */
  public Attempt of(Question other) {
    Attempt known = others.get(other);
    if (known != null) {
      return known;
    }
    try {
      Attempt made = of(other, lab, others, standIn);
      others.put(other, made);
      return made;
    } catch (LabException deaf) {
      // Whoever could listen for the first try can listen for the next.
      throw new IllegalStateException(deaf.getMessage(), deaf);
    }
  }

  public Question question() {
    return question;
  }

  /** The copy, to be looked at only. */
  public Lab lab() {
    return lab;
  }

  /** Who made what there is. */
  public Makers makers() {
    return new Makers(lab, standIn);
  }

  public Sites sites() {
    return sites;
  }

  /** The place that asks; empty where it is a container that does not run. */
  public Optional<Sites.Site> from() {
    return from;
  }

  /** What became of the name. */
  public Lookup lookup() {
    return tried.lookup();
  }

  /** What was aimed at; empty where the name was not found. */
  public Optional<ProbeTarget> target() {
    return tried.target();
  }

  /** How it went. */
  public ProbeOutcome outcome() {
    return tried.outcome();
  }

  /** Its packets, the answers included. */
  public Story story() {
    return tried.story();
  }

  /** The packets without ARP, the request first. */
  public List<Journey> journeys() {
    return tried.story().withoutArp().journeys();
  }

  /** The request with the copies that bridges and fragmentation have made of it. */
  public List<Journey> request() {
    List<Journey> all = journeys();
    Map<Long, Journey> bySkb = new LinkedHashMap<>();
    all.forEach(journey -> bySkb.put(journey.skb(), journey));
    List<Journey> request = new ArrayList<>(all.subList(0, Math.min(1, all.size())));
    for (int i = 0; i < request.size(); i++) {
      for (long copy : request.get(i).copies()) {
        Optional.ofNullable(bySkb.get(copy)).ifPresent(request::add);
      }
    }
    return request;
  }

  /** What happened to the packets of the {@link #request}. */
  public Stream<HopEvent> events() {
    return request().stream().flatMap(journey -> journey.events().stream());
  }

  /** All that came back or was meant to: answers, resets and ICMP errors. */
  public List<Journey> answers() {
    List<Journey> answers = new ArrayList<>(journeys());
    answers.removeAll(request());
    return answers;
  }

  /** Where the request was delivered, if it was. */
  public Optional<HopEvent.Delivered> delivered() {
    return request().stream().flatMap(j -> j.delivered().stream()).findFirst();
  }

  /** Where the request was dropped; empty where it was delivered. */
  public Optional<HopEvent.Dropped> lost() {
    return delivered().isPresent()
        ? Optional.empty()
        : request().stream().flatMap(j -> j.dropped().stream()).findFirst();
  }

  /** The packet of the request that was dropped. */
  public Optional<Journey> lostJourney() {
    return lost().isEmpty()
        ? Optional.empty()
        : request().stream().filter(j -> j.dropped().isPresent()).findFirst();
  }

  /** The answer that was dropped on its way back. */
  public Optional<Journey> lostAnswer() {
    return answers().stream().filter(j -> j.dropped().isPresent()).findFirst();
  }

  /** The same packets, in whose steps containers are called by their names. */
  public List<Journey> told() {
    return told;
  }

  /** To whom it leads, by the lab's state. */
  public Destination destination() {
    return tried.destination();
  }

  /** Whether it works. */
  public boolean succeeds() {
    return succeeds;
  }

  /** An answer came; of UDP, which answers nothing by itself, the question came to a socket. */
  private boolean isAnswered() {
    boolean taken =
        question.protocol() == Protocol.UDP
            && outcome().error().isEmpty()
            && delivered().isPresent();
    return outcome().answered() || taken;
  }

  private boolean isPaused() {
    return destination().container().filter(c -> c.status() == Container.Status.PAUSED).isPresent();
  }

  /** docker-proxy, or the daemon in its place, has taken the connection, and passes on nothing. */
  private boolean endsAtProxy() {
    return destination().mapping().isPresent()
        && (!destination().isServed()
            || endsAtDaemon()
            || behindProxy().filter(b -> !b.succeeds()).isPresent());
  }

  /** Without docker-proxy the daemon listens itself, only so that nobody else takes the port. */
  public boolean endsAtDaemon() {
    return delivered()
        .filter(d -> d.hop().netns().equals(LabTopology.HOST))
        .filter(d -> destination().mapping().isPresent())
        .map(d -> Engines.sockets(lab, LabTopology.HOST).stream())
        .orElse(Stream.empty())
        .anyMatch(s -> s.port() == question.port() && s.process().equals(DAEMON));
  }

  /** What docker-proxy does for it on the host, where it has taken the connection. */
  public Optional<Attempt> behindProxy() {
    boolean taken =
        destination().mapping().isPresent()
            && question.protocol() == Protocol.TCP
            && delivered().filter(d -> d.hop().netns().equals(LabTopology.HOST)).isPresent();
    Destination to = destination();
    return taken
        ? Optional.of(
            of(new Question(LabTopology.HOST, to.address().toString(), to.port(), Protocol.TCP)))
        : Optional.empty();
  }

  /** The first address of what was aimed at, for the sentences. */
  public String address() {
    return target().map(ProbeTarget::address).map(IpAddress::toString).orElse(question.host());
  }

  /** The next hops whose hardware address was known or found out. */
  public Stream<HopEvent.NeighbourFound> nextHops() {
    return journeys().stream()
        .map(Journey::events)
        .flatMap(List::stream)
        .filter(HopEvent.NeighbourFound.class::isInstance)
        .map(HopEvent.NeighbourFound.class::cast);
  }
}

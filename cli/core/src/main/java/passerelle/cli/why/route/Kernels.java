package passerelle.cli.why.route;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.Errno;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** What a machine's kernel was told to lose, to ignore, or to remember no more of. */
public final class Kernels implements Finder {
  private static final String CONNECTIONS = "net.netfilter.nf_conntrack_max";
  private static final String ECHO = "net.ipv4.icmp_echo_ignore_all";

  private static final String PORTS = "net.ipv4.ip_local_port_range";
  private static final String USUAL_PORTS = "32768 60999";

  /** What holds packets back for more than some tenths of a second, and where. */
  private static final Pattern DELAY =
      Pattern.compile("qdisc netem \\S+ dev (\\S+) root .*delay ([4-9]\\d\\dms|[\\d.]+s)");

  private static final Pattern LOSSES =
      Pattern.compile("qdisc netem \\S+ dev (\\S+) root .*(loss [\\d.]+%)");

  /** What it is where nobody has set it ({@code nf_conntrack_init_start}, 4 GB of memory). */
  private static final int MANY = 262144;

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return exhausted(attempt)
        .or(() -> full(attempt))
        .or(() -> queue(attempt))
        .or(() -> slow(attempt))
        .or(() -> echo(attempt));
  }

  /** Connection tracking has no room for one connection more. */
  private static Optional<Diagnosis> full(Attempt attempt) {
    return Loss.of(attempt)
        .filter(loss -> loss.reason() == DropReason.NETFILTER_DROP)
        .filter(loss -> loss.drop().detail().contains("table full"))
        .map(loss -> new Spot(attempt.lab(), loss.netns()))
        .map(
            spot ->
                Diagnosis.of(
                        Cause.CONNTRACK_FULL,
                        spot.name(),
                        CONNECTIONS,
                        spot.setting(CONNECTIONS, "?"))
                    .by(spot.set(CONNECTIONS))
                    .or(spot.telling(CONNECTIONS, MANY)));
  }

  /** All ports that whoever asks may ask from belong to connections to the same server. */
  private static Optional<Diagnosis> exhausted(Attempt attempt) {
    boolean none = attempt.outcome().error().filter(e -> e == Errno.EADDRNOTAVAIL).isPresent();
    return attempt
        .from()
        .map(from -> new Spot(attempt.lab(), from.netns()))
        .filter(spot -> none && !spot.setting(PORTS, "?").replace('\t', ' ').equals(USUAL_PORTS))
        .map(
            spot ->
                Diagnosis.of(
                        Cause.PORTS_EXHAUSTED,
                        spot.name(),
                        attempt.question().target(),
                        PORTS,
                        spot.setting(PORTS, "?").replace('\t', ' '))
                    .by(spot.set(PORTS).or(() -> spot.container().flatMap(attempt.makers()::of)))
                    .or(spot.telling(PORTS, USUAL_PORTS)));
  }

  /** A queueing discipline loses what a device is to send. */
  private static Optional<Diagnosis> queue(Attempt attempt) {
    boolean unanswered =
        Loss.of(attempt).filter(loss -> loss.reason() == DropReason.NEIGH_FAILED).isPresent();
    return Stream.concat(
            Loss.of(attempt).map(Loss::drop).stream(),
            attempt.story().journeys().stream()
                .filter(journey -> unanswered)
                .flatMap(journey -> journey.dropped().stream()))
        .filter(drop -> drop.reason() == DropReason.QDISC_DROP)
        .findFirst()
        .map(
            drop -> {
              Spot spot = new Spot(attempt.lab(), drop.hop().netns());
              String device = drop.hop().device();
              return losing(spot, device, drop.detail()).by(spot.typed("tc", device));
            });
  }

  /** An answer came, and on its way a queueing discipline loses what it likes. */
  public static Optional<Diagnosis> losing(Attempt attempt) {
    return attempt.story().journeys().stream()
        .flatMap(journey -> journey.events().stream())
        .map(HopEvent::hop)
        .flatMap(hop -> losing(new Spot(attempt.lab(), hop.netns()), hop.device()).stream())
        .findFirst();
  }

  private static Optional<Diagnosis> losing(Spot spot, String device) {
    return spot.typed("tc", "loss", device)
        .flatMap(
            typed ->
                LOSSES
                    .matcher(spot.output("tc qdisc"))
                    .results()
                    .filter(queue -> queue.group(1).equals(device))
                    .map(queue -> losing(spot, device, queue.group(2)).by(Optional.of(typed)))
                    .findFirst());
  }

  private static Diagnosis losing(Spot spot, String device, String detail) {
    return Diagnosis.of(Cause.QUEUE_LOSES, spot.name(), device, detail)
        .or(spot.doing("tc qdisc del dev " + device + " root"));
  }

  /** A queueing discipline holds back longer than anybody waits what a device is to send. */
  private static Optional<Diagnosis> slow(Attempt attempt) {
    boolean waited =
        Loss.of(attempt)
            .map(loss -> loss.reason() == DropReason.NEIGH_FAILED)
            .orElse(!attempt.outcome().answered());
    return attempt.story().journeys().stream()
        .filter(journey -> waited)
        .flatMap(journey -> journey.events().stream())
        .map(event -> event.hop().netns())
        .distinct()
        .map(netns -> new Spot(attempt.lab(), netns))
        .flatMap(spot -> slow(spot).stream())
        .findFirst();
  }

  private static Optional<Diagnosis> slow(Spot spot) {
    return DELAY
        .matcher(spot.output("tc qdisc"))
        .results()
        .map(
            (MatchResult queue) ->
                Diagnosis.of(Cause.QUEUE_DELAYS, spot.name(), queue.group(1), queue.group(2))
                    .by(spot.typed("tc", queue.group(1)))
                    .or(spot.doing("tc qdisc del dev " + queue.group(1) + " root")))
        .findFirst();
  }

  /** A ping arrives, and is left unanswered on purpose. */
  private static Optional<Diagnosis> echo(Attempt attempt) {
    if (attempt.question().protocol() != Protocol.ICMP || attempt.outcome().answered()) {
      return Optional.empty();
    }
    return attempt
        .delivered()
        .map(HopEvent.Delivered::hop)
        .or(() -> Loss.of(attempt).map(loss -> loss.drop().hop()))
        .map(hop -> new Spot(attempt.lab(), hop.netns()))
        .filter(spot -> spot.setting(ECHO, "").equals("1"))
        .map(
            spot ->
                Diagnosis.of(Cause.ECHO_IGNORED, spot.name(), ECHO)
                    .by(spot.set(ECHO))
                    .or(spot.telling(ECHO, 0)));
  }
}

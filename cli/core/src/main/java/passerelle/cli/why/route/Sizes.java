package passerelle.cli.why.route;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.cli.journey.Journey;
import passerelle.cli.journey.Story;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.RuleStep;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;
import passerelle.packet.IcmpMessage;
import passerelle.packet.IpPacket;
import passerelle.packet.TcpSegment;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Capture;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/**
 * Connections that are made, and hang as soon as a packet is large: a device of the way takes
 * smaller ones than the sender's own, and the message about that is lost (RFC 2923, section 2.1).
 */
public final class Sizes implements Finder {
  /** Headers of IPv4 and of an ICMP echo, in octets. */
  private static final int HEADERS = 28;

  /** Headers of IPv4 and TCP without options, in octets. */
  private static final int TCP_HEADERS = 40;

  /** The MTU of a device that is no more. */
  private static final int UNKNOWN = Integer.MAX_VALUE;

  /** What ping says of a message about a smaller MTU, or of one that has come before. */
  private static final Pattern TOLD = Pattern.compile("(?i)\\bmtu\\b|message too l(?:ong|arge)");

  /**
   * A device that takes smaller packets than the sender's.
   *
   * @param sender namespace
   * @param largest that the sender's own device takes
   */
  private record Narrow(
      String sender, IpAddress to, int largest, String netns, String device, int mtu) {}

  /**
   * What is to be said of a command whose packets may not be divided, where smaller ones arrive;
   * empty where neither it nor its packets have said so.
   */
  public static Optional<Diagnosis> told(Attempt attempt, Deed command, Optional<Story> packets) {
    boolean tooBig =
        packets.stream()
            .flatMap(story -> story.journeys().stream())
            .flatMap(journey -> journey.dropped().stream())
            .anyMatch(drop -> drop.reason() == DropReason.PKT_TOO_BIG);
    Optional<Diagnosis> frames = packets.flatMap(story -> frames(attempt.lab(), story, command));
    if (frames.isPresent()) {
      return frames;
    }
    return tooBig || TOLD.matcher(command.effect().printed()).find()
        ? narrow(attempt, attempt.request(), List.of())
            .or(() -> first(attempt))
            .map(narrow -> tooLarge(attempt.lab(), narrow, command))
        : Optional.empty();
  }

  /**
   * One end of a cable sends larger frames than the other end takes, which drops them and tells
   * nobody: only routers send messages about sizes (RFC 1191).
   */
  private static Optional<Diagnosis> frames(Lab lab, Story story, Deed command) {
    for (Journey journey : story.journeys()) {
      Optional<HopEvent> out =
          journey.events().stream()
              .filter(HopEvent.Transmitted.class::isInstance)
              .reduce((first, last) -> last);
      Optional<HopEvent.Dropped> drop =
          journey.dropped().filter(d -> d.reason() == DropReason.PKT_TOO_BIG);
      if (out.isPresent() && drop.isPresent() && !isSame(out.get().hop(), drop.get().hop())) {
        int sent = mtu(Routing.links(lab, out.get().hop().netns()), out.get().hop().device());
        int taken = mtu(Routing.links(lab, drop.get().hop().netns()), drop.get().hop().device());
        if (sent > taken && sent < UNKNOWN && journey.packet() instanceof IpPacket) {
          return Optional.of(frames(lab, out.get().hop(), sent, drop.get().hop(), taken, command));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(Hop one, Hop other) {
    return one.netns().equals(other.netns()) && one.device().equals(other.device());
  }

  private static Diagnosis frames(
      Lab lab, Hop sender, int sent, Hop taker, int taken, Deed command) {
    Spot place = new Spot(lab, sender.netns());
    Spot other = new Spot(lab, taker.netns());
    String set = "ip link set " + sender.device() + " mtu " + taken;
    Remedy.Step again = new Remedy.Step(command.machine(), command.typed().line());
    return Diagnosis.of(
            Cause.MTUS_DIFFER,
            place.name(),
            sender.device(),
            sent,
            other.name(),
            taker.device(),
            taken)
        .by(place.typed("mtu", sender.device()).or(() -> other.typed("mtu", taker.device())))
        .or(place.doing(set).stream().map(remedy -> remedy.then(again)).toList())
        .or(place.doing(set).stream().map(remedy -> remedy.then(fitting(command, taken))).toList());
  }

  /** The command with no more octets than a device takes. */
  private static Remedy.Step fitting(Deed command, int mtu) {
    String line = command.typed().line().replaceFirst("(-s ?)\\d+", "$1" + (mtu - HEADERS));
    return new Remedy.Step(command.machine(), line);
  }

  /** The sender's own device. */
  private static Optional<Narrow> first(Attempt attempt) {
    return attempt
        .events()
        .filter(Sizes::isCrossing)
        .findFirst()
        .map(HopEvent::hop)
        .map(
            hop -> {
              int mtu = mtu(Routing.links(attempt.lab(), hop.netns()), hop.device());
              IpAddress to = attempt.target().orElseThrow().address();
              return new Narrow(hop.netns(), to, mtu, hop.netns(), hop.device(), mtu);
            });
  }

  private static Diagnosis tooLarge(Lab lab, Narrow narrow, Deed command) {
    Spot place = new Spot(lab, narrow.netns());
    String line = command.typed().line();
    Remedy.Step again = new Remedy.Step(command.machine(), line);
    Optional<String> resized = place.typed("link", narrow.device(), "mtu");
    Diagnosis found =
        Diagnosis.of(
                Cause.PACKET_TOO_LARGE,
                new Spot(lab, narrow.sender()).name(),
                place.name(),
                narrow.device(),
                narrow.mtu())
            .by(resized);
    String widen = "ip link set " + narrow.device() + " mtu " + narrow.largest();
    return found
        .or(
            resized.isPresent()
                ? place.doing(widen).stream().map(remedy -> remedy.then(again)).toList()
                : List.of())
        .or(Remedy.NOTHING.then(fitting(command, narrow.mtu())));
  }

  @Override
  public Optional<Diagnosis> of(Attempt attempt) {
    return Stream.concat(
            narrow(attempt, attempt.request(), attempt.answers()).stream(),
            narrow(attempt, attempt.answers(), attempt.request()).stream())
        .flatMap(narrow -> lost(attempt.lab(), narrow).stream())
        .findFirst();
  }

  /** The narrowest device that large packets of one direction come to. */
  private static Optional<Narrow> narrow(
      Attempt attempt, List<Journey> sent, List<Journey> received) {
    Lab lab = attempt.lab();
    List<HopEvent> crossings =
        sent.stream().flatMap(way -> way.events().stream()).filter(Sizes::isCrossing).toList();
    Map<String, List<LinkView>> known = new HashMap<>();
    if (crossings.isEmpty()
        || !(crossings.get(0).hop().packet() instanceof IpPacket first)
        || first.destination().isLoopback()) {
      return Optional.empty();
    }
    ToIntFunction<HopEvent> mtu =
        event ->
            mtu(
                known.computeIfAbsent(event.hop().netns(), n -> Routing.links(lab, n)),
                event.hop().device());
    int largest = Math.min(mtu.applyAsInt(crossings.get(0)), asked(received));
    return crossings.stream()
        .filter(event -> mtu.applyAsInt(event) < largest)
        .min(Comparator.comparingInt(mtu))
        .map(
            event ->
                new Narrow(
                    crossings.get(0).hop().netns(),
                    first.destination(),
                    largest,
                    event.hop().netns(),
                    event.hop().device(),
                    mtu.applyAsInt(event)));
  }

  private static boolean isCrossing(HopEvent event) {
    return event instanceof HopEvent.Transmitted || event instanceof HopEvent.Received;
  }

  /** The largest packet in octets for which the other end's segments ask (RFC 9293, MSS). */
  private static int asked(List<Journey> received) {
    return received.stream()
        .flatMap(journey -> journey.delivered().stream())
        .map(end -> end.hop().packet())
        .filter(IpPacket.class::isInstance)
        .map(packet -> ((IpPacket) packet).transport())
        .filter(TcpSegment.class::isInstance)
        .flatMapToInt(segment -> ((TcpSegment) segment).options().mss().stream())
        .map(mss -> mss + TCP_HEADERS)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static int mtu(List<LinkView> links, String device) {
    return links.stream()
        .filter(link -> link.name().equals(device))
        .mapToInt(LinkView::mtu)
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static Optional<Diagnosis> lost(Lab lab, Narrow narrow) {
    Spot sender = new Spot(lab, narrow.sender());
    String ping =
        "ping -c 1 -W 1 -M do -s " + (narrow.largest() - HEADERS) + " " + narrow.to() + " 2>&1";
    String said = "";
    List<HopEvent> heard = List.of();
    try {
      for (Remedy way : sender.doing(ping)) {
        Lab.Listening listening = lab.listen(Depth.FULL, event -> event);
        said = said(lab, way.steps().get(0));
        heard = listening.stop();
        if (said.contains("PING")) {
          break;
        }
      }
    } catch (LabException deaf) {
      return Optional.empty();
    }
    boolean vanished =
        said.contains("PING") && !said.contains("bytes from") && !TOLD.matcher(said).find();
    return vanished ? Optional.of(diagnosis(lab, narrow, sender, heard)) : Optional.empty();
  }

  private static String said(Lab lab, Remedy.Step step) {
    Capture screen = new Capture();
    if (lab.machines().contains(step.place())) {
      lab.run(step.place(), step.line(), screen);
    } else {
      lab.runIn(step.place(), step.line(), screen);
    }
    return screen.text();
  }

  private static Diagnosis diagnosis(Lab lab, Narrow narrow, Spot sender, List<HopEvent> heard) {
    Spot place = new Spot(lab, narrow.netns());
    Diagnosis found =
        Diagnosis.of(
            Cause.FRAGMENTATION_NEEDED_LOST,
            sender.name(),
            place.name(),
            narrow.device(),
            narrow.mtu());
    Optional<RuleStep> rule =
        Journey.of(heard).stream()
            .filter(Sizes::isError)
            .filter(journey -> journey.dropped().isPresent())
            .flatMap(journey -> journey.lastRule().flatMap(RuleStep::of).stream())
            .findFirst();
    Optional<String> resized = place.typed("link", narrow.device(), "mtu");
    if (rule.isPresent()) {
      Spot filter = new Spot(lab, rule.get().netns());
      found =
          found
              .by(rule.get().typed(lab).or(() -> resized))
              .or(filter.doing(rule.get().exception("-p icmp --icmp-type fragmentation-needed")))
              .or(filter.doing(rule.get().undoing(lab)));
    } else {
      found = found.by(resized);
    }
    return found.or(place.doing("ip link set " + narrow.device() + " mtu " + narrow.largest()));
  }

  private static boolean isError(Journey journey) {
    return journey.packet() instanceof IpPacket ip
        && ip.transport() instanceof IcmpMessage icmp
        && icmp.isError();
  }
}

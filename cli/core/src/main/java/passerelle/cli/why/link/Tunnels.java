package passerelle.cli.why.link;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.cause.Finder;
import passerelle.cli.why.cause.Loss;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.LinkView;
import passerelle.trace.DropReason;

/**
 * Two tunnel devices (VXLAN, RFC 7348) that should be the two ends of one tunnel: they tell
 * different networks or ports, lead elsewhere, or what carries their frames is stopped on its way.
 */
record Tunnels(Attempt attempt, Finder carrier, Lab lab) {
  /** A device as {@code ip -d -o link} shows it: its name, and what was said when it was made. */
  private static final Pattern DEVICE = Pattern.compile("\\d+: ([^@:\\s]+)[@:].* vxlan (id .*)");

  /** In what it prints behind it, only these were said. */
  private static final Pattern SAID =
      Pattern.compile("(?:^| )((?:id|remote|local|dev|dstport) \\S+|(?:nol|l)earning)(?= |$)");

  /** Where what is for everybody goes; others are learnt from what came in. */
  private static final Pattern DESTINATION = Pattern.compile("(?:00:){5}00 .*\\bdst (\\S+).*");

  /** It came to the other end, where nothing waits that answers by itself. */
  private static final Set<DropReason> ARRIVED =
      EnumSet.of(DropReason.NO_SOCKET, DropReason.UNHANDLED_PROTO);

  Tunnels(Attempt attempt, Finder carrier) {
    this(attempt, carrier, attempt.lab());
  }

  /**
   * One end.
   *
   * @param said options and their values, as they are typed
   */
  private record End(Segment.Port port, List<String> said) {
    String value(String option) {
      return said.stream()
          .filter(word -> word.startsWith(option + " "))
          .map(word -> word.substring(option.length() + 1))
          .findFirst()
          .orElse("");
    }

    String device() {
      return port.device();
    }
  }

  /** What is wrong with the tunnels of a way between two devices; empty where there is none. */
  Optional<Diagnosis> found(List<Segment.Port> way) {
    return IntStream.range(1, way.size())
        .filter(i -> isTunnel(way.get(i - 1)) && isTunnel(way.get(i)))
        .boxed()
        .flatMap(i -> between(way.get(i - 1), way.get(i)).stream())
        .findFirst();
  }

  private boolean isTunnel(Segment.Port port) {
    return Segment.link(lab, port).filter(LinkView::isTunnel).isPresent();
  }

  private Optional<Diagnosis> between(Segment.Port here, Segment.Port there) {
    Optional<End> one = end(here);
    Optional<End> two = end(there);
    return one.isEmpty() || two.isEmpty()
        ? Optional.empty()
        : differing(one.get(), two.get(), "id")
            .or(() -> differing(one.get(), two.get(), "dstport"))
            .or(() -> elsewhere(one.get(), two.get()))
            .or(() -> carried(one.get(), two.get()));
  }

  private Optional<End> end(Segment.Port port) {
    return new Spot(lab, port.netns())
        .output("ip -d -o link show dev " + port.device())
        .lines()
        .map(DEVICE::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(
            device -> {
              List<String> said = new ArrayList<>();
              Matcher word = SAID.matcher(device.group(2));
              while (word.find()) {
                said.add(word.group(1));
              }
              return new End(port, said);
            });
  }

  /** Frames of another network, or at another port, are nobody's. */
  private Optional<Diagnosis> differing(End one, End two, String option) {
    if (one.value(option).equals(two.value(option))) {
      return Optional.empty();
    }
    return Optional.of(
        Diagnosis.of(
                Cause.TUNNEL_ENDS_DIFFER,
                spot(one).name(),
                one.device(),
                option + " " + one.value(option),
                spot(two).name(),
                two.device(),
                option + " " + two.value(option))
            .by(maker(two))
            .or(again(two, option, one.value(option)))
            .or(again(one, option, two.value(option))));
  }

  /** Where a device sends what is for everybody, as ARP is. */
  private List<String> destinations(End end) {
    return spot(end)
        .output("bridge fdb show dev " + end.device())
        .lines()
        .map(DESTINATION::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group(1))
        .toList();
  }

  private boolean isAt(End end, String address) {
    return Family.IPV4
        .parse(address)
        .filter(a -> Routing.has(lab, end.port().netns(), a))
        .isPresent();
  }

  /** The address of an end in the network that carries the tunnel, as the other end reaches it. */
  private Optional<IpAddress> underlay(End end, End from) {
    return Routing.links(lab, end.port().netns()).stream()
        .filter(link -> !link.isLoopback() && !link.isTunnel())
        .filter(link -> end.value("dev").isEmpty() || end.value("dev").equals(link.name()))
        .flatMap(link -> link.addresses().stream())
        .map(inet -> inet.address().address())
        .filter(address -> Routing.find(lab, from.port().netns(), address).isPresent())
        .findFirst();
  }

  private Optional<Diagnosis> elsewhere(End one, End two) {
    List<String> to = destinations(one);
    Optional<IpAddress> right = underlay(two, one);
    if (right.isEmpty() || to.stream().anyMatch(address -> isAt(two, address))) {
      return Optional.empty();
    }
    String address = right.get().toString();
    Diagnosis found =
        Diagnosis.of(
            to.isEmpty() ? Cause.TUNNEL_WITHOUT_REMOTE : Cause.TUNNEL_LEADS_ELSEWHERE,
            spot(one).name(),
            one.device(),
            spot(two).name(),
            two.device(),
            address,
            String.join(", ", to));
    return Optional.of(found.by(maker(one)).or(again(one, "remote", address)));
  }

  /** What carries the frames is a packet like others, and is stopped, going or coming back. */
  private Optional<Diagnosis> carried(End one, End two) {
    return under(one, two).or(() -> under(two, one));
  }

  private Optional<Diagnosis> under(End from, End to) {
    Optional<String> address = destinations(from).stream().filter(a -> isAt(to, a)).findFirst();
    return address
        .map(
            host ->
                new Question(
                    spot(from).name(), host, Integer.parseInt(to.value("dstport")), Protocol.UDP))
        .map(attempt::of)
        .filter(asked -> !asked.succeeds())
        .filter(
            asked -> Loss.of(asked).filter(loss -> !ARRIVED.contains(loss.reason())).isPresent())
        .flatMap(carrier::of);
  }

  private Spot spot(End end) {
    return new Spot(lab, end.port().netns());
  }

  private Optional<String> maker(End end) {
    return spot(end)
        .since(
            l -> Segment.link(l, end.port()).filter(LinkView::isTunnel).isPresent(),
            "link",
            end.device());
  }

  /** The device is made anew, with one option otherwise: what it carries cannot be changed. */
  private List<Remedy> again(End end, String option, String value) {
    Optional<LinkView> link = Segment.link(lab, end.port());
    String dev = " dev " + end.device();
    List<String> words = new ArrayList<>(end.said());
    if (end.value(option).isEmpty()) {
      words.add(1, option);
    }
    words.replaceAll(word -> word.split(" ")[0].equals(option) ? option + " " + value : word);
    List<String> steps = new ArrayList<>();
    steps.add("ip link del " + end.device());
    steps.add("ip link add " + end.device() + " type vxlan " + String.join(" ", words));
    Segment.addresses(lab, end.port()).forEach(a -> steps.add("ip addr add " + a + dev));
    link.flatMap(LinkView::master)
        .ifPresent(bridge -> steps.add("ip link set " + end.device() + " master " + bridge));
    steps.add("ip link set " + end.device() + " up");
    return spot(end).doing(steps.toArray(String[]::new));
  }
}

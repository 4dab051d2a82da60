package passerelle.cli.why.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Routing;
import passerelle.cli.why.question.Segment;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Spot;
import passerelle.kernel.op.RouteSpec;

/**
 * Two ends of one cable whose frames carry different tags (IEEE 802.1Q), so that each drops what
 * the other sends.
 *
 * @param asker the namespace that asks
 * @param asked for which address
 */
record Vlans(Lab lab, String asker, IpAddress asked) {
  /** A device as {@code ip -d -o link} shows it: name, the one below it, tag. */
  private static final Pattern DEVICE =
      Pattern.compile("\\d+: ([^@:\\s]+)@([^:\\s]+):.* vlan protocol 802\\.1Q id (\\d+) .*");

  /**
   * Whose frames a device sends.
   *
   * @param below the device that sends them at last
   * @param tags what they carry then, the outermost first
   */
  private record End(Segment.Port port, Segment.Port below, List<String> tags) {
    private String told() {
      return tags.isEmpty() ? "untagged" : "vlan id " + String.join(", ", tags);
    }
  }

  /** What is wrong; empty where both ends carry the same. */
  Optional<Diagnosis> found() {
    Optional<Segment.Port> holder =
        Routing.holders(lab, asked).stream()
            .filter(netns -> !netns.equals(asker))
            .flatMap(netns -> Segment.holder(lab, netns, asked).stream())
            .findFirst();
    Optional<Segment.Port> ours =
        Routing.find(lab, asker, asked)
            .filter(route -> route.gateway().isEmpty())
            .flatMap(RouteSpec::device)
            .map(device -> new Segment.Port(asker, device));
    return ours.flatMap(one -> holder.flatMap(two -> between(end(one), end(two))));
  }

  private Optional<Diagnosis> between(End one, End two) {
    boolean differ =
        !one.tags().equals(two.tags())
            && Segment.of(lab, one.below()).ports().containsKey(two.below());
    return differ ? Optional.of(diagnosis(one, two)) : Optional.empty();
  }

  private End end(Segment.Port port) {
    End end = new End(port, port, List.of());
    if (Segment.link(lab, port).filter(link -> link.kind().equals("vlan")).isEmpty()) {
      return end;
    }
    Map<String, Matcher> devices = new LinkedHashMap<>();
    new Spot(lab, port.netns())
        .output("ip -d -o link show type vlan")
        .lines()
        .map(DEVICE::matcher)
        .filter(Matcher::matches)
        .forEach(device -> devices.put(device.group(1), device));
    while (devices.containsKey(end.below().device())) {
      Matcher device = devices.remove(end.below().device());
      List<String> tags = new ArrayList<>(List.of(device.group(3)));
      tags.addAll(end.tags());
      end = new End(port, new Segment.Port(port.netns(), device.group(2)), tags);
    }
    return end;
  }

  private Diagnosis diagnosis(End one, End two) {
    Spot here = new Spot(lab, asker);
    Spot there = new Spot(lab, two.port().netns());
    End tagged = one.tags().isEmpty() ? two : one;
    return Diagnosis.of(
            Cause.VLAN_TAGS_DIFFER,
            here.name(),
            asked,
            one.port().device(),
            one.told(),
            there.name(),
            two.port().device(),
            two.told())
        .by(
            new Spot(lab, tagged.port().netns())
                .since(
                    l -> Segment.link(l, tagged.port()).isPresent(),
                    "vlan",
                    tagged.port().device()))
        .or(retagged(here, one, two.tags()));
  }

  /** The address moves to a device of the right tag, which is made where there must be one. */
  private List<Remedy> retagged(Spot spot, End end, List<String> tags) {
    Optional<IpInterfaceAddress> address =
        Segment.addresses(lab, end.port()).stream()
            .filter(a -> a.prefix().contains(asked))
            .findFirst();
    if (tags.size() > 1 || end.tags().size() > 1 || address.isEmpty()) {
      return List.of();
    }
    String below = end.below().device();
    String device = tags.isEmpty() ? below : below + "." + tags.get(0);
    List<String> steps = new ArrayList<>();
    steps.add(
        end.tags().isEmpty()
            ? "ip addr del " + address.get() + " dev " + below
            : "ip link del " + end.port().device());
    tags.forEach(
        tag -> steps.add("ip link add link " + below + " name " + device + " type vlan id " + tag));
    steps.add("ip addr add " + address.get() + " dev " + device);
    steps.add("ip link set " + device + " up");
    return spot.doing(steps.toArray(String[]::new));
  }
}

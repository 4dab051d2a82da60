package passerelle.scenarios.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.packet.ArpPacket;
import passerelle.packet.EthernetFrame;

/**
 * The frames of one flow that one device saw, in order, without those that the rules leave out.
 *
 * @param part what it has in common with its twin: the device, the flow's title, and which of the
 *     flows of that title on that device it is, from 1
 * @param frames at least one
 */
record Conversation(Part part, List<Frame> frames) {
  /** What a conversation has in common with its twin. */
  record Part(String where, String title, int ordinal) {}

  /** Its first frame, as time goes. */
  Frame beginning() {
    return frames.get(0);
  }

  /** The conversations of all devices. */
  static Map<Part, Conversation> of(List<Observation.Seen> seen) {
    Map<String, List<Frame>> devices = new LinkedHashMap<>();
    Map<ArpPacket, Frame> announced = new HashMap<>();
    for (int rank = 0; rank < seen.size(); rank++) {
      List<Frame> before = devices.computeIfAbsent(seen.get(rank).where(), w -> new ArrayList<>());
      Frame frame = Frame.of(before.size() + 1, rank, seen.get(rank));
      before.add(frame);
      frame
          .arp()
          .ifPresent(arp -> announced.merge(arp, frame, BinaryOperator.minBy(Frame.BY_TIME)));
    }
    Map<Part, Conversation> conversations = new LinkedHashMap<>();
    devices.forEach((where, frames) -> split(where, frames, announced, conversations));
    return conversations;
  }

  /** Who has sent frames that are compared to a device: the device and the sender's address. */
  record Station(String where, MacAddress mac) {}

  /** The stations of a run, by which bridges learn. */
  static Set<Station> stations(List<Observation.Seen> seen) {
    return of(seen).values().stream()
        .flatMap(c -> c.frames().stream())
        .filter(f -> !f.seen().out() && f.ethernet().isPresent())
        .map(f -> new Station(f.seen().where(), f.ethernet().get().source()))
        .collect(Collectors.toSet());
  }

  /** An address that asked on a device. */
  record Asker(String where, IpAddress address) {}

  /**
   * Who is known to a device only because it has confirmed a neighbour: its other ARP packets, if
   * there are any, are left out too.
   */
  static Set<Asker> strangers(List<Observation.Seen> seen) {
    Set<Asker> all = askers(seen.stream().map(s -> Frame.of(0, 0, s)));
    all.removeAll(askers(of(seen).values().stream().flatMap(c -> c.frames().stream())));
    return all;
  }

  private static Set<Asker> askers(Stream<Frame> frames) {
    Set<Asker> askers = new HashSet<>();
    frames
        .filter(f -> !f.seen().out())
        .forEach(
            f -> f.arp().ifPresent(arp -> askers.add(new Asker(f.seen().where(), arp.senderIp()))));
    return askers;
  }

  /**
   * A flow of one lab: the next one, which a command puts in its place, may draw the same ports
   * again.
   */
  private record FlowOfLab(Roles lab, Flow flow) {}

  private static void split(
      String where,
      List<Frame> frames,
      Map<ArpPacket, Frame> announced,
      Map<Part, Conversation> conversations) {
    Map<FlowOfLab, List<Frame>> flows = new LinkedHashMap<>();
    Map<String, Flow> fragmented = new HashMap<>();
    for (Frame frame : frames) {
      FlowOfLab flow = new FlowOfLab(frame.seen().roles(), flow(frame, fragmented));
      flows.computeIfAbsent(flow, f -> new ArrayList<>()).add(frame);
    }
    Map<String, Integer> ordinals = new HashMap<>();
    flows.forEach(
        (one, all) -> {
          List<Frame> compared = PacketRules.compared(all, announced);
          if (!compared.isEmpty()) {
            String title = one.flow().title();
            Part part = new Part(where, title, ordinals.merge(title, 1, Integer::sum));
            conversations.put(part, new Conversation(part, compared));
          }
        });
  }

  /** A fragment without ports is of the flow of the last one before it that had them. */
  private static Flow flow(Frame frame, Map<String, Flow> fragmented) {
    if (frame.ethernet().isEmpty()) {
      return Flow.ofRubbish();
    }
    EthernetFrame ethernet = frame.innermost().get();
    Optional<String> packet = Flow.fragments(ethernet);
    Optional<Flow> own = Flow.of(ethernet.packet());
    Flow flow =
        own.orElseGet(
            () ->
                fragmented.getOrDefault(
                    packet.orElse(""), new Flow("fragment", "fragment " + packet.orElse(""))));
    packet.ifPresent(key -> fragmented.put(key, flow));
    Flow whole = frame.tunnel().map(t -> flow.within(t.title())).orElse(flow);
    return whole.going(frame.seen().out());
  }
}

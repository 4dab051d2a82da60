package passerelle.real.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import passerelle.kernel.CapturedDevice;
import passerelle.netfilter.Hook;
import passerelle.packet.IpPacket;

/**
 * The frames, joined: both ends of a wire see the same octets, a bridge copies them, and what came
 * by one device of a machine and left by another is known again by what the hooks saw of it.
 */
final class Sightings {
  /** Longer than a frame takes through a bridge or a kernel takes to answer. */
  private static final long SOON = 300_000_000;

  private final Facts facts;
  private final List<Sighting> all;
  private final List<Output> outputs = new ArrayList<>();
  private final Map<Passage, List<Sighting>> left = new IdentityHashMap<>();

  Sightings(Observations observed, Facts facts) {
    this.facts = facts;
    all =
        inOrder(
            observed.frames().stream()
                .flatMap(frame -> Sighting.of(frame).stream())
                .filter(s -> !s.isOut() || !facts.isLoopback(s.netns(), s.device()))
                .toList());
    joinWires();
    Map<String, List<Passage>> passages = new LinkedHashMap<>();
    observed.messages().forEach((netns, told) -> passages.put(netns, Passage.of(told)));
    passages.forEach(this::join);
    all.stream()
        .filter(s -> s.isIpv4() && !s.isExplained() && leavesOrLoops(s))
        .filter(s -> !passages.containsKey(s.netns()) && forwarded(s).isEmpty())
        .forEach(s -> outputs.add(new Output(s.netns(), Optional.empty(), List.of(s), s.at())));
    outputs.sort(Comparator.comparingLong(Output::at));
  }

  /** In the order of time. */
  List<Sighting> all() {
    return all;
  }

  /** The packets made in the namespaces, in the order of time. */
  List<Output> outputs() {
    return outputs;
  }

  /** What a bridge has put together has the time stamp of its first fragment, but came last. */
  private List<Sighting> inOrder(List<Sighting> seen) {
    List<Sighting> fragments =
        seen.stream()
            .filter(s -> !s.isOut() && s.isIpv4() && s.header().isFragment())
            .filter(s -> facts.bridge(s.netns(), s.device()).isPresent())
            .toList();
    for (Sighting fragment : fragments) {
      seen.stream()
          .filter(s -> !s.isOut() && s.isIpv4() && s.netns().equals(fragment.netns()))
          .filter(s -> isPort(fragment, s.device()) && !s.header().isFragment())
          .filter(s -> fragment.header().isFragmentOf(s.header()))
          .forEach(s -> s.notBefore(fragment.at() + 1));
    }
    return seen.stream().sorted(Comparator.comparingLong(Sighting::at)).toList();
  }

  private void joinWires() {
    Map<CapturedDevice, Deque<Sighting>> sent = new HashMap<>();
    for (Sighting sighting : all) {
      CapturedDevice device = sighting.frame().device();
      if (sighting.isOut()) {
        facts
            .peer(device)
            .ifPresent(peer -> sent.computeIfAbsent(peer, k -> new ArrayDeque<>()).add(sighting));
      } else {
        Deque<Sighting> expected = sent.getOrDefault(device, new ArrayDeque<>());
        Optional<Sighting> same = expected.stream().filter(sighting::sameBytes).findFirst();
        same.ifPresent(sighting::setSent);
        same.ifPresent(expected::remove);
      }
    }
  }

  /** The hooks tell no time, but all in order: what has no frame of its own follows the last. */
  private void join(String netns, List<Passage> passages) {
    long now = all.isEmpty() ? 0 : all.get(0).at();
    for (Passage passage : passages) {
      if (!passage.isOutput()) {
        Optional<Sighting> came = came(netns, passage);
        came.ifPresent(s -> s.setPassage(passage));
        now = came.map(Sighting::at).orElse(now);
      }
      List<Sighting> frames = leaving(netns, passage, now);
      frames.forEach(Sighting::explain);
      left.put(passage, frames);
      now = frames.isEmpty() ? now : Math.max(now, frames.get(0).at());
      if (passage.isOutput()) {
        outputs.add(new Output(netns, Optional.of(passage), frames, now));
      }
    }
  }

  /** The frame as which a packet came: on a bridge's port where the bridge asks the hooks. */
  private Optional<Sighting> came(String netns, Passage passage) {
    String device = facts.name(netns, passage.in());
    boolean bridged = facts.bridgeCallsIptables(netns);
    return all.stream()
        .filter(s -> !s.isOut() && s.netns().equals(netns) && s.isIpv4())
        .filter(s -> s.passage().isEmpty() && s.header().same(passage.entry()))
        .filter(s -> s.device().equals(device) || bridged && isPort(s, device))
        .findFirst();
  }

  private boolean isPort(Sighting sighting, String bridge) {
    return facts.bridge(sighting.netns(), sighting.device()).filter(bridge::equals).isPresent();
  }

  /** The frame as which a packet left; several when it was cut into fragments. */
  private List<Sighting> leaving(String netns, Passage passage, long begin) {
    Optional<PacketHeader> header = passage.after(Hook.POSTROUTING);
    if (header.isEmpty()) {
      return List.of();
    }
    String device = facts.name(netns, passage.out());
    List<Sighting> possible =
        all.stream()
            .filter(s -> s.netns().equals(netns) && s.isIpv4() && s.at() >= begin)
            .filter(s -> s.device().equals(device) && leavesOrLoops(s))
            .filter(s -> !s.isExplained())
            .toList();
    Optional<Sighting> whole =
        possible.stream().filter(s -> s.header().same(header.get())).findFirst();
    return whole
        .map(List::of)
        .orElseGet(
            () -> possible.stream().filter(s -> s.header().isFragmentOf(header.get())).toList());
  }

  /** A frame that a machine sent, not a bridge; on the loopback device it is seen coming in. */
  private boolean leavesOrLoops(Sighting sighting) {
    boolean loops = facts.isLoopback(sighting.netns(), sighting.device());
    boolean port = facts.bridge(sighting.netns(), sighting.device()).isPresent();
    return loops || sighting.isOut() && !port;
  }

  /** The frames by which a packet left. */
  List<Sighting> left(Passage passage) {
    return left.getOrDefault(passage, List.of());
  }

  /** Without word from the hooks: the frame that came in, of which this one is the next hop's. */
  private Optional<Sighting> forwarded(Sighting out) {
    return all.stream().filter(in -> isNextHop(in, out)).findFirst();
  }

  /** Without word from the hooks: the frame as which one that came in went on. */
  Optional<Sighting> forwardedAs(Sighting in) {
    return all.stream().filter(out -> !out.isTold() && isNextHop(in, out)).findFirst();
  }

  private boolean isNextHop(Sighting in, Sighting out) {
    return in.netns().equals(out.netns())
        && in.isIpv4()
        && out.isIpv4()
        && !in.isOut()
        && leavesOrLoops(out)
        && in.at() <= out.at()
        && in.header().resembles(out.header())
        && in.header().ttl() == out.header().ttl() + 1;
  }

  /** The same frame on other devices of the namespace, each once, soon afterwards. */
  List<Sighting> copies(Sighting of, Predicate<Sighting> where) {
    Map<String, Sighting> byDevice = new LinkedHashMap<>();
    all.stream()
        .filter(s -> s != of && !s.isTold() && s.netns().equals(of.netns()))
        .filter(s -> s.at() >= of.at() && s.at() - of.at() < SOON)
        .filter(s -> where.test(s) && s.sameBytes(of))
        .forEach(s -> byDevice.putIfAbsent(s.device(), s));
    return List.copyOf(byDevice.values());
  }

  /** The frame that a bridge's own device received when it had put fragments together. */
  List<Sighting> whole(Sighting last, String bridge) {
    return all.stream()
        .filter(s -> !s.isOut() && !s.isTold() && s.netns().equals(last.netns()))
        .filter(s -> s.device().equals(bridge) && s.isIpv4() && s.at() >= last.at())
        .filter(s -> last.header().isFragmentOf(s.header()) && !s.header().isFragment())
        .limit(1)
        .toList();
  }

  /** A packet made in a namespace soon after a moment. */
  Optional<Output> answer(String netns, long after, Predicate<IpPacket> which) {
    return outputs.stream()
        .filter(o -> !o.isTold() && o.netns().equals(netns))
        .filter(o -> o.at() >= after && o.at() - after < SOON)
        .filter(o -> which.test(o.packet()))
        .findFirst();
  }

  /** An ARP frame sent soon after a moment. */
  Optional<Sighting> arp(String netns, String device, long after, Predicate<Sighting> which) {
    return all.stream()
        .filter(s -> s.isOut() && !s.isTold() && !s.isIpv4() && s.netns().equals(netns))
        .filter(s -> s.device().equals(device) && s.at() >= after && s.at() - after < SOON)
        .filter(which)
        .findFirst();
  }
}

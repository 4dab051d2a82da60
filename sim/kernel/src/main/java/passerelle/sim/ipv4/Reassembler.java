package passerelle.sim.ipv4;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import passerelle.addr.IpAddress;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.RawTransport;
import passerelle.packet.codec.Codec;
import passerelle.sim.core.EventLoop;
import passerelle.sim.ip.Counter;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** Puts fragments together again (RFC 791 section 3.2, RFC 5722; net/ipv4/ip_fragment.c). */
public final class Reassembler {
  private final Ipv4Stack stack;
  private final Map<Key, Queue> queues = new HashMap<>();

  /** Who collects: each keeps its fragments apart ({@code enum ip_defrag_users}). */
  public enum User {
    LOCAL_DELIVER,
    CONNTRACK_IN,
    CONNTRACK_OUT,
    CONNTRACK_BRIDGE_IN
  }

  private record Key(User user, IpAddress source, IpAddress destination, int protocol, int id) {}

  /** The fragments of one packet, by offset. */
  private static final class Queue {
    private final TreeMap<Integer, Skb> fragments = new TreeMap<>();
    private EventLoop.Timer timeout;
    private int total = -1;
  }

  Reassembler(Ipv4Stack stack) {
    this.stack = stack;
  }

  /**
   * Takes a packet.
   *
   * @return the whole packet: at once when it is no fragment, otherwise with the last missing one
   */
  public Optional<Skb> collect(Skb skb, Device in, User user) {
    Ipv4Packet packet = skb.ip();
    if (!packet.isFragment()) {
      return Optional.of(skb);
    }
    stack.mib().count(Counter.IP_REASSEMBLY_REQUESTS);
    Key key =
        new Key(
            user, packet.source(), packet.destination(), packet.protocol(), packet.header().id());
    Queue queue = queues.computeIfAbsent(key, k -> open(k, in));
    int offset = packet.header().fragmentOffset();
    int end = offset + packet.transport().length();
    if (!packet.header().moreFragments()) {
      queue.total = end;
    }
    Skb duplicate = queue.fragments.putIfAbsent(offset, skb);
    if (duplicate != null) {
      skb.drop(in, "ip_frag_queue", DropReason.FRAG_REASM_TIMEOUT, "fragment seen twice");
      return Optional.empty();
    }
    return isComplete(queue) ? Optional.of(join(key, queue, skb, in)) : Optional.empty();
  }

  private Queue open(Key key, Device in) {
    Queue queue = new Queue();
    long wait = stack.settings().fragmentTime() * EventLoop.SECOND;
    queue.timeout = stack.machine().loop().startTimer(wait, () -> expire(key, in));
    return queue;
  }

  private static boolean isComplete(Queue queue) {
    int next = 0;
    for (Map.Entry<Integer, Skb> entry : queue.fragments.entrySet()) {
      if (entry.getKey() != next) {
        return false;
      }
      next += entry.getValue().ip().transport().length();
    }
    return next == queue.total;
  }

  /** The last fragment to come becomes the whole packet; the others end in it. */
  private Skb join(Key key, Queue queue, Skb last, Device in) {
    stack.mib().count(Counter.IP_REASSEMBLED);
    queues.remove(key);
    queue.timeout.cancel();
    List<Skb> parts = new ArrayList<>(queue.fragments.values());
    for (Skb part : parts) {
      if (part != last) {
        part.trace(in, "ip_frag_reasm", hop -> new HopEvent.Reassembled(hop, last.id()));
      }
    }
    Payload payload = Payload.EMPTY;
    for (Skb part : parts) {
      payload = payload.plus(Codec.transportBytes(part.ip()));
    }
    Skb.Fragments pieces = pieces(parts);
    Ipv4Packet first = parts.get(0).ip();
    Ipv4Header header =
        first.header().withFragment(0, false).withDontFragment(pieces.dontFragment());
    Ipv4Packet head = first.withHeader(header);
    last.setPacket(
        Codec.parseTransport(head.withTransport(new RawTransport(key.protocol(), payload))));
    last.setFragments(pieces);
    return last;
  }

  /** What is remembered of the parts; DF counts when one of the longest had it. */
  private static Skb.Fragments pieces(List<Skb> parts) {
    int longest = 0;
    int longestWithDf = 0;
    List<Integer> payloads = new ArrayList<>();
    for (Skb part : parts) {
      Ipv4Packet packet = part.ip();
      longest = Math.max(longest, packet.length());
      longestWithDf =
          packet.header().dontFragment() ? Math.max(longestWithDf, packet.length()) : longestWithDf;
      payloads.add(packet.transport().length());
    }
    return new Skb.Fragments(longest, longestWithDf == longest, payloads);
  }

  private void expire(Key key, Device in) {
    stack.mib().count(Counter.IP_REASSEMBLY_FAILS);
    stack.mib().count(Counter.IP_REASSEMBLY_TIMEOUTS);
    Queue queue = queues.remove(key);
    Optional<Skb> first = Optional.ofNullable(queue.fragments.get(0));
    for (Skb part : queue.fragments.values()) {
      part.drop(
          in,
          "ip_expire",
          DropReason.FRAG_REASM_TIMEOUT,
          "after " + stack.settings().fragmentTime() + " s");
    }
    if (key.user() == User.LOCAL_DELIVER && first.isPresent()) {
      stack
          .icmp()
          .sendError(
              first.get(), IcmpMessage.TIME_EXCEEDED, IcmpMessage.REASSEMBLY_TIME_EXCEEDED, 0);
    }
  }
}

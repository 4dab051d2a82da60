package passerelle.real.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.netfilter.Hook;

/**
 * One packet's way through the hooks of a namespace: from PREROUTING, or from OUTPUT for one that
 * was made there, to where it left, arrived or was lost.
 */
final class Passage {
  /** Reports of multicast membership go their own way, and nobody asks about it. */
  static final int IGMP = 2;

  private final List<TraceMessage> messages;

  private Passage(TraceMessage first) {
    messages = new ArrayList<>(List.of(first));
  }

  /** The passages in a namespace in the order in which they began. */
  static List<Passage> of(List<TraceMessage> told) {
    List<Passage> all = new ArrayList<>();
    Map<Integer, Passage> running = new HashMap<>();
    for (TraceMessage message : told) {
      if (begins(message)) {
        Passage passage = new Passage(message);
        all.add(passage);
        running.put(message.id(), passage);
      } else {
        continued(message, all).ifPresent(passage -> running.put(message.id(), passage));
        Optional.ofNullable(running.get(message.id())).ifPresent(p -> p.messages.add(message));
      }
    }
    return all;
  }

  /**
   * The passage that goes on under another number: the number depends on the device, and a packet
   * that a bridge hands to its machine changes that between PREROUTING and the next hook.
   */
  private static Optional<Passage> continued(TraceMessage message, List<Passage> all) {
    boolean next =
        message.chain().equals(NftTrace.first(Hook.FORWARD))
            || message.chain().equals(NftTrace.first(Hook.INPUT));
    if (!isMarker(message) || !next || message.header().isEmpty()) {
      return Optional.empty();
    }
    PacketHeader header = message.header().get();
    return all.stream()
        .filter(p -> !p.isOutput() && !p.reached(Hook.FORWARD) && !p.reached(Hook.INPUT))
        .filter(p -> p.after(Hook.PREROUTING).filter(header::continues).isPresent())
        .reduce((first, last) -> last);
  }

  private static boolean begins(TraceMessage message) {
    boolean first =
        message.chain().equals(NftTrace.first(Hook.PREROUTING))
            || message.chain().equals(NftTrace.first(Hook.OUTPUT));
    return isMarker(message)
        && first
        && message.kind() == TraceMessage.Kind.RULE
        && message.header().filter(header -> header.protocol() != IGMP).isPresent();
  }

  private static boolean isMarker(TraceMessage message) {
    return message.table().equals(NftTrace.TABLE);
  }

  /** The packet was made in this namespace. */
  boolean isOutput() {
    return messages.get(0).chain().equals(NftTrace.first(Hook.OUTPUT));
  }

  /** The packet as it came. */
  PacketHeader entry() {
    return messages.get(0).header().orElseThrow();
  }

  /** The packet before NAT, put together when it came in fragments. */
  PacketHeader whole(Hook hook) {
    return entry().isFragment()
        ? at(hook).stream().flatMap(m -> m.header().stream()).findFirst().orElse(entry())
        : entry();
  }

  /** Index of the device that it came in by. */
  int in() {
    return messages.get(0).in();
  }

  private Optional<TraceMessage> marker(String chain) {
    return messages.stream().filter(m -> isMarker(m) && m.chain().equals(chain)).findFirst();
  }

  /** The packet came to a hook. */
  boolean reached(Hook hook) {
    return marker(NftTrace.first(hook)).isPresent();
  }

  /** The packet was let through a hook. */
  boolean passed(Hook hook) {
    return marker(NftTrace.last(hook)).isPresent();
  }

  /** The packet as it left a hook. */
  Optional<PacketHeader> after(Hook hook) {
    return marker(NftTrace.last(hook)).flatMap(TraceMessage::header);
  }

  /** Index of the device that it leaves by, once that is known; 0 before. */
  int out() {
    return messages.stream().mapToInt(TraceMessage::out).filter(i -> i != 0).reduce(0, (a, b) -> b);
  }

  /** Index of the device that it came in by, as a hook sees it; 0 for none. */
  int in(Hook hook) {
    return marker(NftTrace.first(hook)).map(TraceMessage::in).orElse(0);
  }

  /** Index of the device that it was to leave by when it came to a hook; 0 for none. */
  int out(Hook hook) {
    return marker(NftTrace.first(hook)).map(TraceMessage::out).orElse(0);
  }

  /** What connection tracking thought of it at the end of a hook, where the kernel says. */
  Optional<TraceMessage.Connection> connection(Hook hook) {
    Optional<TraceMessage.Connection> last =
        marker(NftTrace.last(hook)).flatMap(TraceMessage::connection);
    return last.or(
        () ->
            at(hook).stream()
                .flatMap(message -> message.connection().stream())
                .reduce((earlier, later) -> later));
  }

  /**
   * What connection tracking knew before a hook: of an answer that the kernel made, and of what has
   * come over the loopback device.
   */
  Optional<TraceMessage.Connection> connectionBefore(Hook hook) {
    return marker(NftTrace.first(hook))
        .flatMap(TraceMessage::connection)
        .filter(connection -> !connection.state().equals("INVALID"));
  }

  /** What the tables' chains at a hook did with it, in order. */
  List<TraceMessage> at(Hook hook) {
    List<TraceMessage> told = new ArrayList<>();
    boolean inside = false;
    for (TraceMessage message : messages) {
      if (isMarker(message)) {
        inside = message.chain().equals(NftTrace.first(hook));
      } else if (inside) {
        told.add(message);
      }
    }
    return told;
  }
}

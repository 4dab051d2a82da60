package passerelle.sim.sched;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.packet.EthernetFrame;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.codec.Codec;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.TrafficFilter;

/** Which class a packet is put into (net/sched/cls_api.c, cls_u32.c, cls_fw.c). */
final class Filters {
  /** From here downwards the kernel gives preferences itself ({@code tcf_auto_prio}). */
  private static final int GIVEN = 0xc000;

  private static final int FIRST_OF_THEM = 0x8000;

  private static final int FIRST_TABLE = 0x800;

  private int tables;
  private final List<TrafficFilter> all = new ArrayList<>();

  /** In the order in which they are asked. */
  List<TrafficFilter> all() {
    return List.copyOf(all);
  }

  void add(TrafficFilter filter) {
    int preference = filter.preference();
    if (preference == 0) {
      preference =
          all.stream()
              .map(TrafficFilter::preference)
              .filter(p -> p >= FIRST_OF_THEM)
              .findFirst()
              .map(p -> p - 1)
              .orElse(GIVEN);
    }
    int at = 0;
    while (at < all.size() && all.get(at).preference() <= preference) {
      at++;
    }
    boolean among = at > 0 && all.get(at - 1).preference() == preference;
    int table = among ? all.get(at - 1).table() : FIRST_TABLE + tables;
    tables += among || filter.mark().isPresent() ? 0 : 1;
    all.add(at, filter.with(preference, table));
  }

  /**
   * Removes those of a preference, or all.
   *
   * @param preference 0 for all
   * @return false when there were none of it
   */
  boolean remove(int preference) {
    return all.removeIf(filter -> preference == 0 || filter.preference() == preference);
  }

  boolean leadTo(Handle flow) {
    return all.stream().anyMatch(filter -> filter.flow().equals(flow));
  }

  /** The class that the first fitting one names. */
  Optional<Handle> find(Skb skb) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    byte[] octets = Codec.encode(new EthernetFrame(skb.destination(), skb.source(), skb.packet()));
    boolean ip = skb.packet() instanceof Ipv4Packet;
    for (TrafficFilter filter : all) {
      if ((ip || !filter.ip()) && fits(filter, skb, octets)) {
        return Optional.of(filter.flow());
      }
    }
    return Optional.empty();
  }

  private static boolean fits(TrafficFilter filter, Skb skb, byte[] octets) {
    if (filter.mark().isPresent()) {
      return filter.mark().getAsLong() == Integer.toUnsignedLong(skb.mark());
    }
    for (TrafficFilter.Key key : filter.keys()) {
      int at = EthernetFrame.HEADER_LENGTH + key.at();
      if (at < 0 || at + 4 > octets.length || (word(octets, at) & key.mask()) != key.value()) {
        return false;
      }
    }
    return true;
  }

  private static int word(byte[] octets, int at) {
    return (octets[at] & 0xff) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | octets[at + 3] & 0xff;
  }
}

package passerelle.sim.netfilter;

import passerelle.sim.uapi.NftObject;

/** A counter, quota or limit that rules name and share ({@code struct nft_object}). */
final class NftStateful {
  final NftObject object;
  private final long handle;
  private final Condition limit;
  private long packets;
  private long bytes;

  NftStateful(NftObject object, long handle, long packets, long bytes) {
    this.object = object;
    this.handle = handle;
    this.packets = packets;
    this.bytes = bytes;
    limit =
        object
            .limit()
            .<Condition>map(match -> new LimitCondition(match).negate(object.over()))
            .orElse(packet -> true);
  }

  NftObject.Counted info() {
    return new NftObject.Counted(object, handle, packets, bytes);
  }

  void reset() {
    packets = 0;
    bytes = 0;
  }

  /** Takes note of a packet, and tells whether the rest of the rule is for it. */
  boolean holds(PacketContext packet) {
    if (object.kind() == NftObject.Kind.LIMIT) {
      return limit.test(packet);
    }
    packets++;
    bytes += packet.length();
    if (object.kind() == NftObject.Kind.COUNTER) {
      return true;
    }
    bytes = Math.min(bytes, object.amount());
    return bytes == object.amount() == object.over();
  }
}

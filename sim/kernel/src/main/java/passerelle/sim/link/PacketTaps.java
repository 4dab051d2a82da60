package passerelle.sim.link;

import java.util.Arrays;

/** Those that see all frames of a device ({@code ptype_all}). */
record PacketTaps(PacketTap... all) {
  static final PacketTaps NONE = new PacketTaps();

  PacketTaps with(PacketTap tap) {
    PacketTap[] more = Arrays.copyOf(all, all.length + 1);
    more[all.length] = tap;
    return new PacketTaps(more);
  }

  PacketTaps without(PacketTap tap) {
    return new PacketTaps(
        Arrays.stream(all).filter(other -> other != tap).toArray(PacketTap[]::new));
  }

  boolean any() {
    return all.length > 0;
  }

  void show(Device device, Skb skb, PacketTap.Direction direction, Skb.PacketType type) {
    for (PacketTap tap : all) {
      tap.frame(device, direction, type, skb.frame());
    }
  }
}

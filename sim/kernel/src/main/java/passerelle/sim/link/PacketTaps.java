package passerelle.sim.link;

import java.util.Arrays;

/** Those that see all frames of a device ({@code ptype_all}). */
public final class PacketTaps {
  private static final PacketTap[] NONE = {};

  private PacketTap[] taps = NONE;

  public void add(PacketTap tap) {
    taps = Arrays.copyOf(taps, taps.length + 1);
    taps[taps.length - 1] = tap;
  }

  public void remove(PacketTap tap) {
    taps = Arrays.stream(taps).filter(other -> other != tap).toArray(PacketTap[]::new);
  }

  boolean any() {
    return taps.length > 0;
  }

  void show(Device device, Skb skb, PacketTap.Direction direction, Skb.PacketType type) {
    for (PacketTap tap : taps) {
      tap.frame(device, direction, type, skb.frame());
    }
  }
}

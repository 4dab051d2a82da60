package passerelle.sim.uapi;

/** What kind of addresses a device's frames have ({@code ARPHRD_...}, include/linux/if_arp.h). */
public enum HardwareType {
  ETHER(1),
  LOOPBACK(772),
  /** Packets without a frame. */
  NONE(0xfffe);

  private final int number;

  HardwareType(int number) {
    this.number = number;
  }

  /** The number in {@code /sys/class/net/NAME/type} and in cooked captures. */
  public int number() {
    return number;
  }

  /** {@code ether}, {@code loopback} or {@code none} (lib/ll_types.c of iproute2). */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

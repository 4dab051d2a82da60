package passerelle.sim.uapi;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a port of a bridge does or does not ({@code struct net_bridge_port.flags}). */
public enum PortFlag {
  /** Frames may leave by the port that they came in by. */
  HAIRPIN(false, "hairpin_mode"),

  /** The bridge notes who is behind the port. */
  LEARNING(true, "learning"),

  /** Frames for an unknown station leave by the port. */
  FLOOD(true, "unicast_flood"),

  /** So do frames for groups that were not sent by the bridge's own machine. */
  MCAST_FLOOD(true, "multicast_flood"),

  /** So do frames for everybody that were not sent by the bridge's own machine. */
  BCAST_FLOOD(true, "broadcast_flood"),

  /** Frames do not pass between this port and another isolated one. */
  ISOLATED(false, "isolated");

  private final boolean usual;
  private final String file;

  PortFlag(boolean usual, String file) {
    this.usual = usual;
    this.file = file;
  }

  /** As iproute2 calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its file in {@code /sys/class/net/PORT/brport}. */
  public String file() {
    return file;
  }

  /** The flag that iproute2 calls like this. */
  public static Optional<PortFlag> of(String word) {
    return Arrays.stream(values()).filter(flag -> flag.word().equals(word)).findFirst();
  }

  /** The flag of a file in {@code brport}. */
  public static Optional<PortFlag> ofFile(String file) {
    return Arrays.stream(values()).filter(flag -> flag.file.equals(file)).findFirst();
  }

  /** Those of a port that is new ({@code new_nbp}). */
  public static Set<PortFlag> usual() {
    Set<PortFlag> flags = EnumSet.noneOf(PortFlag.class);
    Collections.addAll(flags, values());
    flags.removeIf(flag -> !flag.usual);
    return flags;
  }
}

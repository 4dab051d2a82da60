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
  HAIRPIN("hairpin_mode"),

  /** The bridge notes who is behind the port. */
  LEARNING("learning"),

  /** Frames for an unknown station leave by the port. */
  FLOOD("unicast_flood"),

  /** So do frames for groups that were not sent by the bridge's own machine. */
  MCAST_FLOOD("multicast_flood"),

  /** So do frames for everybody that were not sent by the bridge's own machine. */
  BCAST_FLOOD("broadcast_flood"),

  /** Frames do not pass between this port and another isolated one. */
  ISOLATED("isolated");

  /** Those of a port that is new ({@code new_nbp}). */
  public static final Set<PortFlag> USUAL =
      Collections.unmodifiableSet(EnumSet.of(LEARNING, FLOOD, MCAST_FLOOD, BCAST_FLOOD));

  private final String file;

  PortFlag(String file) {
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
}

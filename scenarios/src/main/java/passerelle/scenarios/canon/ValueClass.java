package passerelle.scenarios.canon;

import java.util.Locale;

/** The kinds of values that differ from run to run and yet must reappear in the same places. */
public enum ValueClass {
  /** The id of a container, image, network...: 64 hex digits, or the first 12 of them. */
  ID,
  /** A MAC address that was drawn at random. */
  MAC,
  /** A generated interface name, {@code vethXXXXXXX}. */
  VETH,
  /** A link-local IPv6 address. */
  LL,
  /** An ephemeral port. */
  PORT;

  /** The word in a name: {@code id} in {@code <id1>}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

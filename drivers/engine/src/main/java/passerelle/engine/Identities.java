package passerelle.engine;

import java.util.Set;
import passerelle.addr.MacAddress;
import passerelle.kernel.ResolverPorts;
import passerelle.text.Sha256;

/**
 * The random values of an engine, from one seed: ids, hardware addresses, interface names and
 * container names. The generator is SplitMix64, because its whole state is one number that can be
 * copied.
 */
public final class Identities {
  private long state;

  /** Values that depend on the seed and on what was asked before, on nothing else. */
  public Identities(long seed) {
    this.state = seed;
  }

  /** Goes on like this one, independently of it. */
  public Identities copy() {
    return new Identities(state);
  }

  /** An identity that is not drawn but follows from another: 64 hexadecimal digits. */
  public static String derived(String what, String id) {
    return Sha256.hex(what + " " + id);
  }

  private long next() {
    state += 0x9e37_79b9_7f4a_7c15L;
    long z = state;
    z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return z ^ z >>> 31;
  }

  /** 64 hexadecimal digits, of which the first twelve are not a decimal number. */
  public String id() {
    String id;
    do {
      id = hex() + hex() + hex() + hex();
    } while (id.substring(0, 12).chars().allMatch(Character::isDigit));
    return id;
  }

  private String hex() {
    StringBuilder out = new StringBuilder(16);
    long bits = next();
    for (int shift = 60; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((int) (bits >>> shift) & 15, 16));
    }
    return out.toString();
  }

  /** A random unicast address with the local bit. */
  public MacAddress mac() {
    return new MacAddress(next() & ~(1L << 40) | 2L << 40);
  }

  /** An address whose first two octets are 02:42. */
  public MacAddress dockerMac() {
    return new MacAddress(0x0242L << 32 | next() & 0xffff_ffffL);
  }

  /** {@code veth} and seven hexadecimal digits. */
  public String vethName() {
    return "veth" + hex().substring(0, 7);
  }

  /** Two ports of the ephemeral range, of one draw. */
  public ResolverPorts resolverPorts() {
    long bits = next();
    return new ResolverPorts(ephemeral(bits), ephemeral(Long.rotateLeft(bits, 32)));
  }

  private static int ephemeral(long bits) {
    return 32768 + (int) Math.floorMod(bits, 60999L - 32768 + 1);
  }

  /** An adjective and a surname that is not taken. */
  public String containerName(Set<String> taken) {
    for (int attempt = 0; ; attempt++) {
      String adjective = FamousNames.ADJECTIVES.get(below(FamousNames.ADJECTIVES.size()));
      String surname = FamousNames.SURNAMES.get(below(FamousNames.SURNAMES.size()));
      String name = adjective + "_" + surname + (attempt < 6 ? "" : String.valueOf(below(10)));
      if (!taken.contains(name)) {
        return name;
      }
    }
  }

  private int below(int bound) {
    return (int) Math.floorMod(next(), (long) bound);
  }
}

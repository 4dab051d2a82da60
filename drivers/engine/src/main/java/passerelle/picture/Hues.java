package passerelle.picture;

/** Which colour a network has: the same as long as it is there, whatever comes and goes beside. */
final class Hues {
  /** How many there are; a network that has none of the engine's names is grey. */
  static final int COUNT = 6;

  private static final int FIRST = 17;

  private Hues() {}

  /** The engine's own pools count on from 172.17.0.0/16. */
  static int preferred(String subnet) {
    String[] octets = subnet.split("[./]");
    if (octets.length > 2 && octets[0].equals("172")) {
      return Math.floorMod(Integer.parseInt(octets[1]) - FIRST, COUNT);
    }
    return Math.floorMod(subnet.hashCode(), COUNT);
  }
}

package passerelle.sim.uapi;

/**
 * By what a verdict or an address is chosen: a field of the packet, or a number that is made (what
 * stands in {@code NFTA_LOOKUP_SREG}).
 */
public sealed interface NftKey permits NftField, NftKey.NumberGenerator {
  /** As nft writes it. */
  String words();

  /** What its values are. */
  NftField.Kind kind();

  /**
   * {@code numgen} (net/netfilter/nft_numgen.c): a number for each packet.
   *
   * @param random any number rather than one after the other
   * @param modulus how many different numbers there are, at least 1
   * @param offset the least of them
   */
  record NumberGenerator(boolean random, int modulus, int offset) implements NftKey {
    @Override
    public String words() {
      String start = "numgen " + (random ? "random" : "inc") + " mod " + modulus;
      return offset == 0 ? start : start + " offset " + offset;
    }

    @Override
    public NftField.Kind kind() {
      return NftField.Kind.NUMBER;
    }
  }
}

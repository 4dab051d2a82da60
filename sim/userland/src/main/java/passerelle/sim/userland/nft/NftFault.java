package passerelle.sim.userland.nft;

/** What nft, or the kernel, has against something: with the line, and the place underlined. */
final class NftFault extends Exception {
  /** An error in these words, line ends included. */
  NftFault(String text) {
    super(text);
  }
}

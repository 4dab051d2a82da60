package passerelle.sim.userland.nft;

/** What nft, or the kernel, has against something: with the line, and the place underlined. */
final class NftFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** An error in these words, line ends included. */
  NftFault(String text) {
    super(text);
  }
}

package passerelle.sim.socket;

/** Sequence numbers, which wrap at 2^32 (include/net/tcp.h:before, after). */
final class Seq {
  private Seq() {}

  static boolean before(int one, int two) {
    return one - two < 0;
  }

  static boolean after(int one, int two) {
    return one - two > 0;
  }
}

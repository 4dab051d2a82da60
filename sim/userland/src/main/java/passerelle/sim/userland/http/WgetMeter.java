package passerelle.sim.userland.http;

/** How GNU wget shows that a file arrives: dots, or at a terminal a bar (progress.c). */
interface WgetMeter {

  /** Before the first octet. */
  void start();

  /**
   * A piece has come.
   *
   * @param octets how many, at least 1
   * @param seconds since the file's first octet was waited for
   */
  void add(int octets, double seconds);

  /** Everything has come, after so many seconds. */
  void finish(double seconds);
}

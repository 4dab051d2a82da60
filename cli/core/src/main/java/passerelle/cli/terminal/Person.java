package passerelle.cli.terminal;

/**
 * Somebody at a terminal of their own.
 *
 * @param number from 0, which is who opened the lab
 */
public record Person(int number) {
  /** Who opened the lab, and whoever types for nobody else: a script, a transcript. */
  public static final Person FIRST = new Person(0);
}

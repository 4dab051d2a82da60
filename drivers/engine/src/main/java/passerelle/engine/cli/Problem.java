package passerelle.engine.cli;

/**
 * Words of a command line that cannot be read, or contradict each other; the message is that of
 * docker or of the library by which it reads them.
 */
public final class Problem extends Exception {
  Problem(String message) {
    super(message);
  }
}

package passerelle.engine.dockerfile;

/** A Dockerfile that cannot be built, in BuildKit's words. */
public final class DockerfileException extends Exception {
  private final int first;
  private final int last;

  /** What is wrong with a file as a whole. */
  public DockerfileException(String message) {
    this(message, 0, 0);
  }

  /**
   * What is wrong in some of its lines.
   *
   * @param first counted from 1
   * @param last counted from 1
   */
  public DockerfileException(String message, int first, int last) {
    super(message);
    this.first = first;
    this.last = last;
  }

  /** The first line that is wrong, counted from 1; 0 for none. */
  public int first() {
    return first;
  }

  /** The last line that is wrong, counted from 1; 0 for none. */
  public int last() {
    return last;
  }
}

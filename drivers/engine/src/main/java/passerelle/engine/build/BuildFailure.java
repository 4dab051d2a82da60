package passerelle.engine.build;

/** A build that could not be done, in BuildKit's words. */
public final class BuildFailure extends Exception {
  private final int first;
  private final int last;

  /**
   * Why.
   *
   * @param first the first line of the Dockerfile that is to blame, counted from 1; 0 for none
   * @param last the last one
   */
  BuildFailure(String message, int first, int last) {
    super(message);
    this.first = first;
    this.last = last;
  }

  BuildFailure(String message) {
    this(message, 0, 0);
  }

  /** The first line of the Dockerfile that is to blame, counted from 1; 0 for none. */
  public int first() {
    return first;
  }

  /** The last line of the Dockerfile that is to blame, counted from 1; 0 for none. */
  public int last() {
    return last;
  }
}

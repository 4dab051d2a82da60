package passerelle.web.jdk;

/** What TeaVM's threads keep to themselves. */
public final class Threads {
  private Threads() {}

  /**
   * Says which thread runs now; the compiler puts a call of {@code Thread.setCurrentThread} here.
   */
  public static native void setCurrent(Thread thread);
}

package passerelle.sim.userland.http;

/** How a transfer failed: curl's exit status and its words (libcurl-errors(3)). */
final class CurlFailure extends Exception {
  private final int code;
  private boolean told;

  CurlFailure(int code, String text) {
    super(text);
    this.code = code;
  }

  /** The same, of which {@code -v} has told all, the meter's last line included. */
  CurlFailure told() {
    told = true;
    return this;
  }

  boolean isTold() {
    return told;
  }

  int code() {
    return code;
  }
}

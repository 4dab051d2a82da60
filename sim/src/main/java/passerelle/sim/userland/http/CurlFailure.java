package passerelle.sim.userland.http;

/** How a transfer failed: curl's exit status and its words (libcurl-errors(3)). */
final class CurlFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final int code;

  CurlFailure(int code, String text) {
    super(text);
    this.code = code;
  }

  int code() {
    return code;
  }
}

package passerelle.sim.userland.http;

import passerelle.packet.tls.TlsSession;
import passerelle.sim.process.Process;

/** What {@code -v} tells on standard error (src/tool_cb_dbg.c). */
final class CurlTrace implements TlsSession.Observer {
  private static final int RECORD_HEADER = 5;
  private final Process self;
  private final boolean verbose;
  private final boolean tellsData;
  private boolean dataTold;

  CurlTrace(Process self, CurlOptions options) {
    this.self = self;
    verbose = options.isVerbose();
    boolean toFile = !options.outputs.isEmpty() || options.has("remote-name");
    tellsData = verbose && (toFile || !self.stdout().isTerminal());
  }

  private void print(String text) {
    if (verbose) {
      self.stderr().print(text + "\n");
      dataTold = false;
    }
  }

  /** Something that curl does or sees. */
  void note(String text) {
    print("* " + text);
  }

  /** A line of what is asked. */
  void asked(String line) {
    print("> " + line);
  }

  /** A line of what is answered. */
  void answered(String line) {
    print("< " + line);
  }

  /**
   * Octets that pass, the first ones of several in a row: not where they would stand between them
   * on a terminal.
   */
  void data(boolean outgoing, int octets) {
    if (tellsData && !dataTold) {
      print((outgoing ? "} [" : "{ [") + octets + " bytes data]");
      dataTold = true;
    }
  }

  @Override
  public void header(boolean outgoing) {
    data(outgoing, RECORD_HEADER);
  }

  @Override
  public void message(boolean outgoing, String what, int length) {
    note("TLSv1.3 (" + (outgoing ? "OUT" : "IN") + "), " + what + ":");
    data(outgoing, length);
  }
}

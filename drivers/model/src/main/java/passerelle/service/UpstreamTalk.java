package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.packet.Payload;

/** A connection of a proxy to a server behind it, and the answer that comes by it. */
final class UpstreamTalk implements Connection.Listener {
  private static final int LARGEST = 16 << 20;

  private final ServiceProcess process;
  private final Patience patience;
  private final Connection server;
  private final boolean headOnly;
  private final Asker asker;
  private final StringBuilder read = new StringBuilder();
  private ServiceProcess.Timer timeout;
  private boolean connected;
  private boolean over;

  /**
   * How long a proxy waits, in nanoseconds.
   *
   * @param connect for a connection
   * @param answer for the answer, from then on
   */
  record Patience(long connect, long answer) {}

  /** Who has asked. */
  interface Asker {
    /** The server has been reached; what it is asked. */
    Payload request();

    /** It has not been reached. */
    void unreached(Errno why);

    /**
     * It has answered with nothing that is an answer, or not in time.
     *
     * @param why ETIMEDOUT for the latter; empty where it has ended the connection itself
     * @param read what it has said
     */
    void broken(Optional<Errno> why, String read);

    /** Whether all of the answer has come; otherwise it ends with the connection. */
    default boolean isWhole(String read, boolean headOnly) {
      return AnswerLength.isWhole(read, headOnly);
    }

    /** What it has said, as HTTP. */
    default String http(String read) {
      return read;
    }

    /** It has answered. */
    void answered(String head, String body);
  }

  UpstreamTalk(
      ServiceProcess process, Patience patience, Connection server, boolean headOnly, Asker asker) {
    this.process = process;
    this.patience = patience;
    this.server = server;
    this.headOnly = headOnly;
    this.asker = asker;
    timeout = within(patience.connect());
  }

  private ServiceProcess.Timer within(long nanos) {
    return process.after(nanos, () -> failed(Errno.ETIMEDOUT));
  }

  @Override
  public void connected() {
    connected = true;
    timeout.cancel();
    timeout = within(patience.answer());
    server.send(asker.request());
  }

  @Override
  public void received(Payload data) {
    read.append(new String(data.toBytes(), StandardCharsets.ISO_8859_1));
    if (!over && (read.length() > LARGEST || asker.isWhole(read.toString(), headOnly))) {
      finish();
    }
  }

  @Override
  public void ended() {
    if (!over) {
      finish();
    }
  }

  @Override
  public void failed() {
    failed(Errno.ECONNREFUSED);
  }

  @Override
  public void failed(Errno why) {
    if (over) {
      return;
    }
    over = true;
    timeout.cancel();
    server.close();
    if (!connected) {
      asker.unreached(why);
    } else {
      asker.broken(Optional.of(why), read.toString());
    }
  }

  private void finish() {
    over = true;
    timeout.cancel();
    server.close();
    String http = asker.http(read.toString());
    int end = http.indexOf("\r\n\r\n");
    if (end < 0) {
      asker.broken(Optional.empty(), http);
    } else {
      asker.answered(http.substring(0, end), http.substring(end + 4));
    }
  }
}

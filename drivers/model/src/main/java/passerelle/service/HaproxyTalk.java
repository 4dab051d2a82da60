package passerelle.service;

import java.nio.charset.StandardCharsets;
import passerelle.haproxy.Proxy;
import passerelle.kernel.Errno;
import passerelle.packet.Payload;

/** A connection to a server behind HAProxy, and the answer that comes by it. */
final class HaproxyTalk implements Connection.Listener {
  private static final long USUAL = 60_000_000_000L;
  private static final int LARGEST = 16 << 20;

  private final HaproxyServer haproxy;
  private final Proxy proxy;
  private final Connection server;
  private final boolean headOnly;
  private final Asker asker;
  private final StringBuilder read = new StringBuilder();
  private ServiceProcess.Timer timeout;
  private boolean connected;
  private boolean over;

  /** Who has asked. */
  interface Asker {
    /** The server has been reached; what it is asked. */
    Payload request();

    /** It has not been reached. */
    void unreached();

    /** It has answered with nothing that is an answer, or not in time. */
    void broken(int code, String state);

    /** It has answered. */
    void answered(String head, String body);
  }

  HaproxyTalk(
      HaproxyServer haproxy, Proxy proxy, Connection server, boolean headOnly, Asker asker) {
    this.haproxy = haproxy;
    this.proxy = proxy;
    this.server = server;
    this.headOnly = headOnly;
    this.asker = asker;
    timeout = within("connect");
  }

  private ServiceProcess.Timer within(String what) {
    long nanos = proxy.timeout(what).orElse(USUAL);
    return haproxy.process().after(nanos, () -> failed(Errno.ETIMEDOUT));
  }

  @Override
  public void connected() {
    connected = true;
    timeout.cancel();
    timeout = within("server");
    server.send(asker.request());
  }

  @Override
  public void received(Payload data) {
    read.append(new String(data.toBytes(), StandardCharsets.ISO_8859_1));
    if (!over && (read.length() > LARGEST || AnswerLength.isWhole(read.toString(), headOnly))) {
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
      asker.unreached();
    } else {
      boolean late = why == Errno.ETIMEDOUT;
      asker.broken(late ? 504 : 502, late ? "sH" : "SH");
    }
  }

  private void finish() {
    over = true;
    timeout.cancel();
    server.close();
    int end = read.indexOf("\r\n\r\n");
    if (end < 0) {
      asker.broken(502, "SH");
    } else {
      asker.answered(read.substring(0, end), read.substring(end + 4));
    }
  }
}

package passerelle.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import passerelle.haproxy.Proxy;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;

/** The health checks of a backend: a connection, or a request, every so often. */
record HaproxyChecks(HaproxyServer haproxy, HaproxyBackend backend) {

  /** Begins; the first checks are spread over the interval. */
  void start() {
    List<HaproxyBackend.Peer> checked =
        backend.peers().stream()
            .filter(p -> p.member().check() && p.hasAddress() && !p.member().disabled())
            .toList();
    for (int i = 0; i < checked.size(); i++) {
      HaproxyBackend.Peer peer = checked.get(i);
      long first = peer.member().interval() * i / checked.size();
      haproxy.process().after(first, () -> check(peer));
    }
  }

  private void check(HaproxyBackend.Peer peer) {
    try {
      Connection connection = haproxy.process().connect(peer.address());
      connection.listen(new Check(peer, connection));
    } catch (KernelException refused) {
      failed(
          peer,
          "Layer4 connection problem, info: \""
              + haproxy.process().strerror(refused.errno())
              + "\"",
          0);
    }
  }

  private void again(HaproxyBackend.Peer peer) {
    haproxy.process().after(peer.member().interval(), () -> check(peer));
  }

  private void passed(HaproxyBackend.Peer peer, String how, long millis) {
    boolean came = peer.passed();
    if (came) {
      tell(peer, "UP", how, millis, "online. 0 sessions requeued, 0 total in queue.");
    }
    again(peer);
  }

  private void failed(HaproxyBackend.Peer peer, String why, long millis) {
    if (peer.failed()) {
      boolean rescued = backend.active(false) == 0 && backend.active(true) > 0;
      tell(
          peer,
          "DOWN",
          why,
          millis,
          ("left." + (rescued ? " Running on backup." : ""))
              + " 0 sessions active, 0 requeued, 0 remaining in queue.");
      if (backend.active(false) + backend.active(true) == 0) {
        Proxy proxy = backend.proxy();
        String kind = proxy.kind().equals("listen") ? "proxy" : proxy.kind();
        haproxy.tell("ALERT", proxy, kind + " '" + proxy.name() + "' has no server available!");
      }
    }
    again(peer);
  }

  private void tell(
      HaproxyBackend.Peer peer, String state, String why, long millis, String consequence) {
    haproxy.tell(
        "WARNING",
        backend.proxy(),
        ("Server " + backend.proxy().name() + "/" + peer.member().name() + " is " + state)
            + (", reason: " + why + ", check duration: " + millis + "ms. ")
            + (backend.active(false) + " active and " + backend.active(true) + " backup servers ")
            + consequence);
  }

  /** One check. */
  private final class Check implements Connection.Listener {
    private final HaproxyBackend.Peer peer;
    private final Connection connection;
    private final Instant begun = haproxy.process().date();
    private final ServiceProcess.Timer timeout;
    private boolean connected;
    private boolean over;
    private String read = "";

    Check(HaproxyBackend.Peer peer, Connection connection) {
      this.peer = peer;
      this.connection = connection;
      timeout =
          haproxy
              .process()
              .after(
                  peer.member().interval(),
                  () -> end(false, connected ? "Layer7 timeout" : "Layer4 timeout"));
    }

    private String request() {
      return backend.proxy().check();
    }

    @Override
    public void connected() {
      connected = true;
      if (request().isEmpty()) {
        end(true, "Layer4 check passed");
      } else {
        connection.send(Payload.of(request() + "\r\ncontent-length: 0\r\n\r\n"));
      }
    }

    @Override
    public void received(Payload data) {
      read += new String(data.toBytes(), StandardCharsets.ISO_8859_1);
      int line = read.indexOf("\r\n");
      String[] words = read.substring(0, Math.max(0, line)).split(" ", 3);
      if (line < 0 || words.length < 2) {
        return;
      }
      String code = words[1];
      if (code.matches("[23]..")) {
        end(true, "Layer7 check passed, code: " + code);
      } else {
        String info = words.length > 2 ? ", info: \"" + words[2] + "\"" : "";
        end(false, "Layer7 wrong status, code: " + code + info);
      }
    }

    @Override
    public void ended() {
      end(false, "Layer7 invalid response");
    }

    @Override
    public void failed(Errno why) {
      end(false, "Layer4 connection problem, info: \"" + haproxy.process().strerror(why) + "\"");
    }

    @Override
    public void failed() {
      failed(Errno.ECONNREFUSED);
    }

    private void end(boolean good, String how) {
      if (over) {
        return;
      }
      over = true;
      timeout.cancel();
      connection.close();
      long millis = Duration.between(begun, haproxy.process().date()).toMillis();
      if (good) {
        HaproxyChecks.this.passed(peer, how, millis);
      } else {
        HaproxyChecks.this.failed(peer, how, millis);
      }
    }
  }
}

package passerelle.real.net;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.real.space.ServiceHost;
import passerelle.real.sys.Libc;
import passerelle.real.sys.Netns;
import passerelle.real.sys.SystemCall;
import passerelle.service.BusyboxHttpd;
import passerelle.service.Connection;
import passerelle.service.HttpServer;
import passerelle.service.HttpSoftware;

/**
 * A few requests that are answered before anybody asks, between two sockets that no network sees.
 * The first time that a JVM does something takes it milliseconds; a client would by then have
 * closed a connection that a web server closes first.
 */
final class Rehearsal {
  private static final int AF_UNIX = 1;
  private static final int TIMES = 5;
  private final ServingProcess process;
  private final HttpServer server;

  private Rehearsal(ServingProcess process) {
    this.process = process;
    byte[] page = "page\n".getBytes(StandardCharsets.UTF_8);
    HttpSoftware.Site site = path -> Optional.of(new HttpSoftware.Resource(page, 0));
    server = new HttpServer(new BusyboxHttpd(site, process::date));
  }

  /** Holds it; a lab in which it fails is none the worse but for its first answer. */
  static void run(RealServices services) {
    try (Netns here = Netns.current("rehearsal");
        ServingProcess process = new ServingProcess(services, here, ServiceHost.Home.NOBODYS)) {
      Rehearsal rehearsal = new Rehearsal(process);
      for (int i = 0; i < TIMES; i++) {
        rehearsal.once();
      }
    } catch (KernelException e) {
      // No descriptors left: whoever opens the next socket is told.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() throws KernelException, InterruptedException {
    int[] pair = new int[2];
    int type = SocketCalls.SOCK_STREAM | SocketCalls.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC;
    SystemCall.check(() -> SocketCalls.socketpair(AF_UNIX, type, 0, pair));
    CountDownLatch answered = new CountDownLatch(1);
    synchronized (process.poller()) {
      server.accept(process.own(new TcpConnection(process, pair[0], false)));
      Connection client = process.own(new TcpConnection(process, pair[1], false));
      client.listen(
          new Connection.Listener() {
            @Override
            public void ended() {
              client.close();
              answered.countDown();
            }
          });
      client.send(Payload.of("GET / HTTP/1.1\r\n\r\n"));
    }
    answered.await(1, TimeUnit.SECONDS);
  }
}

package passerelle.sim.userland.http;

import java.nio.charset.StandardCharsets;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * What {@code urllib.request.urlopen} of Python gets over HTTP, without redirections.
 *
 * @param status of the answer
 * @param body as text
 */
public record UrlOpen(int status, String body) {
  /** The exception that it raises, as the last line of a traceback has it. */
  public static final class Raised extends Exception {
    public Raised(String line) {
      super(line);
    }

    private static Raised urlError(String why) {
      return new Raised("urllib.error.URLError: <urlopen error " + why + ">");
    }
  }

  /**
   * Asks a server.
   *
   * @param agent whom it says it is
   * @param timeout nanoseconds; negative for ever
   */
  public static UrlOpen of(Process self, String address, String agent, long timeout) throws Raised {
    Net net = new Net(self);
    try {
      Url url = Url.parse(address);
      if (!url.scheme().equals("http")) {
        throw Raised.urlError("unknown url type: " + url.scheme());
      }
      Resolver.Result found = new Resolver(self, net).lookup(url.host());
      if (!found.isFound()) {
        throw Raised.urlError(found.outcome().inPython(self));
      }
      WebClient client = new WebClient(net, timeout);
      TcpSocket socket = client.connect(new SocketAddress(found.first(), url.effectivePort()));
      Channel channel = new PlainChannel(net, socket);
      String request =
          "GET %s HTTP/1.1\r\nAccept-Encoding: identity\r\nHost: %s\r\n"
                  .formatted(url.target(), url.hostField())
              + "User-Agent: %s\r\nConnection: close\r\n\r\n".formatted(agent);
      HttpReply reply = client.exchange(channel, request, false);
      channel.close();
      if (reply.status() >= 400) {
        String reason = reply.lines().get(0).replaceFirst("^\\S+ \\S+ ?", "");
        throw new Raised("urllib.error.HTTPError: HTTP Error " + reply.status() + ": " + reason);
      }
      return new UrlOpen(reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
    } catch (Url.Rejected rejected) {
      throw new Raised("ValueError: unknown url type: '" + address + "'");
    } catch (KernelException refused) {
      boolean late = refused.errno() == Errno.ETIMEDOUT && timeout >= 0;
      String why = self.place().libc().strerror(refused);
      throw Raised.urlError(late ? "timed out" : "[Errno " + refused.errno().number() + "] " + why);
    }
  }
}

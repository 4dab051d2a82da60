package passerelle.service;

import java.util.List;
import java.util.function.Consumer;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;

/**
 * Whether a web application reaches its database: it connects for each page, and says no more there
 * than that.
 *
 * @param server its name or address, with or without a port
 */
record DatabaseCheck(ServiceProcess process, String server) {
  private static final int MYSQL = 3306;

  /** Tells, now or later, whether somebody takes a connection there. */
  void ask(Consumer<Boolean> then) {
    int colon = server.lastIndexOf(':');
    String digits = server.substring(colon + 1);
    boolean told = colon > 0 && digits.matches("[0-9]{1,5}");
    int port = told ? Integer.parseInt(digits) : MYSQL;
    new HostNames(process)
        .find(told ? server.substring(0, colon) : server, found -> connect(found, port, then));
  }

  private void connect(List<IpAddress> found, int port, Consumer<Boolean> then) {
    if (found.isEmpty()) {
      then.accept(false);
      return;
    }
    try {
      Connection connection = process.connect(new SocketAddress(found.get(0), port));
      connection.listen(
          new Connection.Listener() {
            @Override
            public void connected() {
              connection.close();
              then.accept(true);
            }

            @Override
            public void failed() {
              then.accept(false);
            }

            @Override
            public void failed(Errno why) {
              then.accept(false);
            }
          });
    } catch (KernelException refused) {
      then.accept(false);
    }
  }
}

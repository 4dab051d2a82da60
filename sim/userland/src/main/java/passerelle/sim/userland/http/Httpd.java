package passerelle.sim.userland.http;

import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.service.BusyboxHttpd;
import passerelle.service.HttpServer;
import passerelle.service.HttpSoftware;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.ProcessHost;
import passerelle.text.ByteText;

/** BusyBox's web server as a command: serves the files of a directory. */
public final class Httpd implements Program {
  private static final int BACKLOG = 9;
  private static final String LETTERS = "c:d:h:e:r:u:p:ifvm:";
  private static final String UNMODELLED = "cderuim";

  @Override
  public void start(Process self) {
    Getopt getopt = Getopt.parse(LETTERS, "", self.arguments());
    if (getopt.error().isPresent()) {
      self.stderr().print("httpd: " + getopt.error().get() + "\n" + BusyboxUsage.of("httpd", self));
      self.exit(1);
      return;
    }
    for (Getopt.Option option : getopt.options()) {
      if (UNMODELLED.contains(option.name())) {
        self.stderr().print("httpd: Passerelle does not model option -" + option.name() + "\n");
        self.exit(2);
        return;
      }
    }
    String home = self.path(getopt.value("h").orElse("."));
    if (!self.files().isDirectory(home)) {
      self.stderr()
          .print(
              "httpd: can't change directory to '"
                  + getopt.value("h").orElse(".")
                  + "': No such file or directory\n");
      self.exit(1);
      return;
    }
    String port = getopt.value("p").orElse("80");
    if (getopt.has("f")) {
      serve(self, home, port);
    } else {
      // daemon(3): a process in a session of its own goes on, and this one ends.
      Process daemon =
          self.spawn(child -> serve(child, home, port), self.argv()).newSession().create();
      daemon.start();
      self.exit(daemon.isRunning() ? 0 : daemon.status());
    }
  }

  private static void serve(Process self, String home, String port) {
    int colon = port.lastIndexOf(':');
    Optional<IpAddress> given =
        colon < 0
            ? Optional.of(Ipv6Address.ANY)
            : Family.IPV4.parse(port.substring(0, colon)).map(a -> a);
    String number = port.substring(colon + 1);
    if (given.isEmpty() || !number.matches("[0-9]{1,5}") || Integer.parseInt(number) > 65535) {
      self.stderr().print("httpd: bind: Cannot assign requested address\n");
      self.exit(1);
      return;
    }
    ProcessHost host = new ProcessHost(self, self.name());
    long modified = host.date().getEpochSecond() - self.now() / 1_000_000_000L;
    HttpSoftware software = new BusyboxHttpd(new Files(self.files(), home, modified), host::date);
    try {
      host.listen(
          new SocketAddress(given.get(), Integer.parseInt(number)),
          false,
          BACKLOG,
          new HttpServer(software));
    } catch (KernelException refused) {
      self.stderr().print("httpd: bind: " + self.place().libc().strerror(refused) + "\n");
      self.exit(1);
    }
  }

  /** The files below a directory. */
  private record Files(FileSystem files, String home, long modified) implements HttpSoftware.Site {
    @Override
    public Optional<HttpSoftware.Resource> find(String path) {
      String file = home + path + (path.endsWith("/") ? "index.html" : "");
      if (!files.isFile(file)) {
        return Optional.empty();
      }
      try {
        byte[] body = ByteText.encode(files.readText(file));
        return Optional.of(new HttpSoftware.Resource(body, modified));
      } catch (FileError unreadable) {
        return Optional.empty();
      }
    }

    @Override
    public boolean isDirectory(String path) {
      return files.isDirectory(home + path);
    }
  }
}

package passerelle.sim.userland.python;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.service.HttpDate;
import passerelle.service.HttpRequest;
import passerelle.service.HttpServer;
import passerelle.service.HttpSoftware;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.ProcessHost;
import passerelle.sim.userland.net.ResolverFiles;
import passerelle.text.Resources;

/** Flask's development server, Werkzeug, around a {@link FlaskApp} (werkzeug/serving.py). */
record FlaskServer(Process self, FlaskApp app, String file) {
  private static final int BACKLOG = 128;
  private static final int PORT = 5000;
  private static final DateTimeFormatter LOG =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy HH:mm:ss", Locale.US).withZone(ZoneOffset.UTC);
  private static final String NOT_FOUND = Resources.text(FlaskServer.class, "not-found.html");

  /**
   * Runs a file.
   *
   * @param given host and port that a command line names, over those of the source
   */
  static void start(Process self, String file, Map<String, String> given) {
    String source;
    try {
      source = self.files().readText(self.path(file));
    } catch (FileError missing) {
      String path = self.path(file);
      end(
          self,
          self.name() + ": can't open file '" + path + "': [Errno 2] No such file or directory");
      return;
    }
    for (String module : FlaskApp.imports(source)) {
      if (Pip.isPackage(module) && !Pip.isInstalled(self, module)) {
        end(self, "ModuleNotFoundError: No module named '" + module + "'");
        return;
      }
    }
    Optional<FlaskApp> app = FlaskApp.of(source);
    if (app.isEmpty() || !new FlaskServer(self, app.get(), file).listen(given)) {
      end(
          self,
          self.name()
              + ": Passerelle models no programs in Python but small ones of Flask, whose routes"
              + " return texts");
    }
  }

  private static void end(Process self, String why) {
    self.stderr().println(why);
    self.exit(why.contains("Passerelle") || why.contains("can't open") ? 2 : 1);
  }

  private boolean listen(Map<String, String> given) {
    FlaskValues values = new FlaskValues(self, app.names(), "");
    Map<String, String> run = app.run().orElse(Map.of());
    if (given.isEmpty() && app.run().isEmpty()) {
      self.exit(0);
      return true;
    }
    Optional<String> host =
        values.of(given.getOrDefault("host", run.getOrDefault("host", "'127.0.0.1'")));
    Optional<String> port =
        values.of(given.getOrDefault("port", run.getOrDefault("port", "" + PORT)));
    Optional<IpAddress> address = host.flatMap(h -> Family.IPV4.parse(h).map(a -> a));
    boolean all = app.routes().values().stream().allMatch(e -> values.of(e).isPresent());
    if (!all || address.isEmpty() || port.filter(p -> p.matches("\\d{1,5}")).isEmpty()) {
      return false;
    }
    boolean debug = run.getOrDefault("debug", "False").equals("True");
    ProcessHost process = new ProcessHost(self, self.name());
    SocketAddress local = new SocketAddress(address.get(), Integer.parseInt(port.get()));
    try {
      process.listen(
          local,
          false,
          BACKLOG,
          connection -> {
            String client = connection.peer().address().toString();
            new HttpServer(software(process, client)).accept(connection);
          });
    } catch (KernelException refused) {
      self.stderr().println("Address already in use");
      self.stderr()
          .println(
              "Port "
                  + local.port()
                  + " is in use by another program. Either identify and stop that program, or start"
                  + " the server with a different port.");
      self.exit(1);
      return true;
    }
    self.declareEndless();
    greet(local, debug);
    return true;
  }

  private void greet(SocketAddress local, boolean debug) {
    String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.py$", "");
    self.stdout().print(" * Serving Flask app '" + name + "'\n");
    self.stdout().print(" * Debug mode: " + (debug ? "on" : "off") + "\n");
    StringBuilder text =
        new StringBuilder(
            "WARNING: This is a development server. Do not use it in a production deployment. Use"
                + " a production WSGI server instead.\n");
    String port = ":" + local.port() + "\n";
    if (local.address().isUnspecified()) {
      text.append(" * Running on all addresses (0.0.0.0)\n * Running on http://127.0.0.1" + port);
      new ResolverFiles(self.files())
          .addresses(self.hostname()).stream()
              .findFirst()
              .ifPresent(own -> text.append(" * Running on http://" + own + port));
    } else {
      text.append(" * Running on http://" + local.address() + port);
    }
    self.stderr().print(text + "Press CTRL+C to quit\n");
  }

  private HttpSoftware software(ProcessHost process, String client) {
    return request -> answer(request, process, client);
  }

  private HttpSoftware.Answer answer(HttpRequest request, ProcessHost process, String client) {
    String expression = app.routes().get(request.path());
    Optional<String> found =
        expression == null
            ? Optional.empty()
            : new FlaskValues(self, app.names(), client).of(expression);
    String status = found.isPresent() ? "200 OK" : "404 NOT FOUND";
    boolean json = found.isPresent() && expression.matches("(?s)(jsonify\\(|\\{).*");
    String body = found.map(value -> json ? value + "\n" : value).orElse(NOT_FOUND);
    String head =
        ("HTTP/1.1 %s\r\nServer: Werkzeug/3.1.3 Python/%s\r\nDate: "
                + "%s\r\nContent-Type: %s\r\nContent-Length: %s\r\nConnection: close\r\n\r\n")
            .formatted(
                status,
                Python.version(self),
                HttpDate.format(process.date()),
                json ? "application/json" : "text/html; charset=utf-8",
                body.getBytes(StandardCharsets.UTF_8).length);
    self.stderr()
        .print(
            "%s - - [%s] \"%s\" %s -\n"
                .formatted(
                    client, LOG.format(process.date()), request.line(), status.substring(0, 3)));
    boolean bare = request.method().equals("HEAD");
    List<Payload> writes =
        bare ? List.of(Payload.of(head)) : List.of(Payload.of(head), Payload.of(body));
    return new HttpSoftware.Answer(writes, true);
  }
}

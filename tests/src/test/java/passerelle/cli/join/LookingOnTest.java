package passerelle.cli.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.cli.page.LabServer;
import passerelle.cli.page.PageFile;
import passerelle.cli.repl.Company;
import passerelle.cli.session.Session;
import passerelle.files.MemoryFiles;
import passerelle.files.Rendezvous;
import passerelle.text.Language;

/** The page of a lab that runs in a terminal: who gets it, and what is seen in it. */
class LookingOnTest {
  private static final String US = "\u001f";

  @TempDir private Path runtime;
  private Rendezvous rendezvous;
  private LabCommands commands;
  private Door door;
  private LabServer server;

  @BeforeEach
  void serve() throws Exception {
    rendezvous = Rendezvous.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()));
    commands = Session.commands(Labs.open(), Language.EN, new MemoryFiles());
    door = Door.open(rendezvous, new Company(commands, Optional.empty(), OptionalDouble.of(1)));
    long pid = ProcessHandle.current().pid();
    server =
        new LabServer(
            new PageFile(Path.of("..")),
            () -> new Lookout(rendezvous.partner(pid).orElseThrow(IOException::new)),
            0);
  }

  @AfterEach
  void close() {
    server.close();
    door.close();
    commands.lab().close();
  }

  private String path() {
    return server.address().getPath();
  }

  private String host() {
    return server.address().getAuthority();
  }

  /** The answer to a request: its status line, its headers, its content. */
  private String ask(String method, String path, String... headers) throws IOException {
    URI address = server.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String head = String.join("\r\n", headers);
      String request =
          method + " " + path + " HTTP/1.1\r\n" + head + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int status(String method, String path, String... headers) throws IOException {
    return Integer.parseInt(ask(method, path, headers).split(" ", 3)[1]);
  }

  @Test
  void thePageIsThereForWhoeverHasItsAddress() throws Exception {
    String answer = ask("GET", path(), "Host: " + host());
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    assertTrue(answer.contains("<title>Passerelle</title>"));
    assertTrue(answer.contains("connect-src ws://" + host() + " "), answer);
    assertTrue(answer.contains("frame-ancestors 'none'"));
    assertTrue(answer.contains("Referrer-Policy: no-referrer"));
  }

  @Test
  void withoutTheAddressThereIsNothing() throws Exception {
    for (String path : new String[] {"/", "/lab", "/0123456789abcdef0123456789abcdef/"}) {
      assertEquals(404, status("GET", path, "Host: " + host()), path);
    }
    assertEquals(404, status("GET", path() + "page.js", "Host: " + host()));
  }

  @Test
  void theMachineIsTheOnlyOneThatReachesIt() {
    assertTrue(
        InetAddress.getLoopbackAddress().getHostAddress().equals(server.address().getHost()));
  }

  @Test
  void aPageOfAnotherSiteIsRefused() throws Exception {
    String own = "Host: " + host();
    assertEquals(
        403, status("GET", path(), "Host: passerelle.example:" + server.address().getPort()));
    assertEquals(403, status("GET", path(), own, "Origin: http://evil.example"));
    assertEquals(403, status("GET", path(), own, "Origin: null"));
    String[] upgrade = {
      own,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
      ""
    };
    for (String origin :
        new String[] {
          "X: y", "Origin: null", "Origin: http://evil.example", "Origin: https://" + host()
        }) {
      upgrade[5] = origin;
      assertEquals(403, status("GET", path() + "lab", upgrade), origin);
    }
  }

  @Test
  void noMethodThatCouldChangeSomethingIsTaken() throws Exception {
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
      assertEquals(405, status(method, path(), "Host: " + host()), method);
    }
  }

  /** A page, which hears what the lab tells. */
  private final class Page implements WebSocket.Listener {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    Page() {
      URI lab = URI.create("ws://" + host() + path() + "lab");
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .header("Origin", "http://" + host())
              .buildAsync(lab, this)
              .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        told.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      told.add("closed");
      return null;
    }

    String await(String text) throws InterruptedException {
      String next = told.poll(60, TimeUnit.SECONDS);
      while (next != null && !next.contains(text)) {
        next = told.poll(60, TimeUnit.SECONDS);
      }
      assertTrue(next != null, "not told: " + text);
      return next;
    }

    String ask(String number, String... words) throws InterruptedException {
      socket.sendText(number + US + String.join(US, words), true);
      return await("\"id\": " + number + ",");
    }
  }

  @Test
  void whatIsTypedInTheTerminalIsSeenInThePage() throws Exception {
    try (JoinedTerminal terminal = JoinedTerminal.open(rendezvous)) {
      Page page = new Page();
      page.await("\"busy\": false");
      assertTrue(page.ask("1", "draw", "true").contains("laptop"));
      terminal.line("docker run -d --name web -p 8080:80 nginx");
      page.await("\"busy\": true");
      page.await("\"busy\": false");
      assertTrue(page.ask("2", "draw", "false").contains("172.17.0.2"));
      assertTrue(page.ask("3", "draw", "false").contains("\"result\": \"\""));
      terminal.line("docker exec web ls /");
      terminal.line("laptop$ curl -s http://192.0.2.10:8080/");
      String played = page.ask("4", "play");
      assertTrue(played.contains("laptop$ curl") && played.contains("DNAT"), played);
      String routes = page.ask("5", "look", "container", "", "web", "routes");
      assertTrue(routes.contains("default via 172.17.0.1"), routes);
      terminal.line("lab> lang fr");
      page.await("\"language\": \"fr\"");
      terminal.line("lab> reset");
      String gone = page.ask("6", "play");
      assertTrue(gone.contains("\"result\": []"), gone);
    }
  }

  @Test
  void whoComesWhileSomethingRunsIsToldSo() throws Exception {
    try (JoinedTerminal terminal = JoinedTerminal.open(rendezvous)) {
      terminal.type("ping 192.0.2.1\r");
      terminal.await("icmp_seq=1");
      Page page = new Page();
      page.await("\"busy\": true");
      terminal.type("\u0003");
      page.await("\"busy\": false");
    }
  }

  @Test
  void moreThanEnoughPagesAreSentAway() throws Exception {
    for (int i = 0; i < 32; i++) {
      new Page().await("\"busy\": false");
    }
    new Page().await("closed");
  }

  @Test
  void whatIsNoQuestionEndsThePageAndTheLabGoesOnAsItWas() throws Exception {
    try (JoinedTerminal terminal = JoinedTerminal.open(rendezvous)) {
      for (String wrong :
          new String[] {
            "hello", "1" + US + "run" + US + "reboot", "x" + US + "play", "-1" + US + "play"
          }) {
        Page page = new Page();
        page.socket.sendText(wrong, true);
        page.await("closed");
      }
      Page page = new Page();
      page.socket.sendText("1" + US + "look" + US + "x".repeat(10_000), true);
      page.await("closed");
      assertTrue(terminal.line("echo fine").contains("fine"));
      assertEquals(1, commands.lab().history().size());
    }
  }
}

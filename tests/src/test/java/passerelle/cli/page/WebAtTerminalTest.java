package passerelle.cli.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import passerelle.cli.ProgramAtTerminal;
import passerelle.effort.Waits;

/** {@code passerelle web} at a terminal, and in another window. */
@Waits
class WebAtTerminalTest {
  private static final String CTRL_C = "\u0003";

  @TempDir private Path runtime;

  @BeforeEach
  void makePrivate() throws IOException {
    Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
  }

  private ProgramAtTerminal program(String... arguments) throws IOException {
    return new ProgramAtTerminal(
        Map.of("TERM", "xterm", "XDG_RUNTIME_DIR", runtime.toString()), arguments);
  }

  private static URI address(ProgramAtTerminal program) {
    program.await("http://");
    return URI.create("http://" + program.await("\n").strip());
  }

  private static int status(URI page) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(page).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static void awaitEnd(URI page) throws Exception {
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (isServed(page)) {
      assertTrue(System.nanoTime() < patience, "still served");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertThrows(ConnectException.class, () -> status(page));
  }

  private static boolean isServed(URI page) throws Exception {
    try {
      return status(page) == 200;
    } catch (ConnectException ended) {
      return false;
    }
  }

  @Test
  void thePageIsThereAsLongAsTheLabIsAndCtrlCIsForTheLabAlone() throws Exception {
    try (ProgramAtTerminal lab = program("web")) {
      URI page = address(lab);
      lab.await("host$");
      lab.type("ping 192.0.2.1\r");
      lab.await("icmp_seq=1");
      lab.type(CTRL_C);
      lab.await("host$");
      assertEquals(200, status(page));
      lab.type("exit\r");
      lab.await("exit");
      lab.type("exit\r");
      awaitEnd(page);
    }
  }

  @Test
  void aPageThatIsThereBeforeTheLabWaitsForIt() throws Exception {
    try (ProgramAtTerminal lab = program("web")) {
      URI page = address(lab);
      CompletableFuture<String> told = new CompletableFuture<>();
      HttpClient.newHttpClient()
          .newWebSocketBuilder()
          .header("Origin", "http://" + page.getAuthority())
          .buildAsync(URI.create(page.toString().replace("http:", "ws:") + "lab"), first(told))
          .join()
          .sendText("1\u001fdraw\u001ftrue", true);
      assertTrue(told.get(60, TimeUnit.SECONDS).startsWith("{"), told.get());
      lab.await("host$");
      lab.type("exit\r");
      awaitEnd(page);
    }
  }

  /** The first that is heard of the lab, or that it is no more. */
  private static WebSocket.Listener first(CompletableFuture<String> told) {
    return new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        told.complete(text.toString());
        return null;
      }

      @Override
      public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        told.complete("closed");
        return null;
      }
    };
  }

  @Test
  void thePageEndsWithALabThatIsKilled() throws Exception {
    try (ProgramAtTerminal lab = program()) {
      lab.await("host$");
      lab.line("echo");
      try (ProgramAtTerminal other = program("web", "--join")) {
        URI page = address(other);
        assertEquals(200, status(page));
        lab.kill();
        awaitEnd(page);
        assertEquals(0, other.end());
      }
    }
  }
}

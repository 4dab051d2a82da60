package passerelle.real.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import passerelle.addr.IpAddress;
import passerelle.kernel.NameService;
import passerelle.kernel.ResolverPorts;
import passerelle.kernel.ServiceSpec;

/** The embedded DNS server on sockets of the real kernel. */
@Timeout(300)
@Tag("real")
class RealNamesTest {
  private static final int PORT = 33333;
  private static final Map<String, String> ZONE =
      Map.of("zone", "example.com", "address", "198.51.100.80", "ttl", "7");

  private final List<String> asked = new ArrayList<>();
  private RealSide lab;

  /** A host that only the container's loopback device does not reach: both have a name server. */
  @BeforeEach
  void open() throws Exception {
    lab = new RealSide();
    lab.add("container");
    lab.serve("host", List.of(server("127.0.0.53")));
    lab.serve("container", List.of(server("127.0.0.54")));
    lab.services.startNames(
        lab.namespaces.get("container"), new ResolverPorts(PORT, PORT), this::answer);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static ServiceSpec server(String address) {
    return new ServiceSpec("udp", address, 53, 0, "dns", ZONE, "named");
  }

  private NameService.Answer answer(String name, String type) {
    asked.add(name + " " + type);
    return switch (name) {
      case "web" -> new NameService.Known(type.equals("A") ? List.of("172.18.0.2") : List.of());
      case "www.example.com", "nowhere.test" -> forward("127.0.0.53", true);
      case "inside.example.com" -> forward("127.0.0.54", false);
      case "closed.example.com" ->
          new NameService.Forward(
              List.of(
                  server("127.0.0.1", true),
                  server("10.1.1.1", false),
                  server("127.0.0.53", true)));
      case "none.example.com" -> forward("127.0.0.53", false);
      default -> new NameService.Forward(List.of());
    };
  }

  private static NameService.Forward forward(String address, boolean fromHost) {
    return new NameService.Forward(List.of(server(address, fromHost)));
  }

  private static NameService.Server server(String address, boolean fromHost) {
    return new NameService.Server(IpAddress.of(address), fromHost);
  }

  private String dig(String... words) throws Exception {
    List<String> argv = new ArrayList<>(List.of("dig", "@127.0.0.11", "-p", "" + PORT));
    argv.addAll(List.of("+tries=1", "+noall", "+answer", "+comments"));
    argv.addAll(List.of(words));
    String printed = lab.runIn("container", argv.toArray(String[]::new));
    String status = printed.replaceAll("(?s).*status: (\\w+).*", "$1");
    return status
        + printed.replaceAll("(?m)^;.*\n|^\n", " ").replaceAll("\\s+", " ").stripTrailing();
  }

  @Test
  void aNameOfANetworkIsAnsweredAtOnce() throws Exception {
    assertEquals("NOERROR web. 600 IN A 172.18.0.2", dig("web"));
    assertEquals("NOERROR", dig("web", "AAAA"));
    assertEquals("NOERROR web. 600 IN A 172.18.0.2", dig("+tcp", "web"));
    assertEquals(List.of("web A", "web AAAA", "web A"), asked);
  }

  @Test
  void otherNamesAreAskedOfTheServersFromTheHostOrTheContainer() throws Exception {
    String address = ".example.com. 7 IN A 198.51.100.80";
    assertEquals("NOERROR www" + address, dig("www.example.com"));
    assertEquals("NOERROR www" + address, dig("+tcp", "www.example.com"));
    assertEquals("NOERROR inside" + address, dig("inside.example.com"));
    assertEquals("NXDOMAIN", dig("nowhere.test"));
  }

  @Test
  void aServerThatRefusesOrCannotBeReachedIsFollowedByTheNext() throws Exception {
    assertEquals("NOERROR closed.example.com. 7 IN A 198.51.100.80", dig("closed.example.com"));
  }

  @Test
  void whereNobodyAnswersTheServerHasFailed() throws Exception {
    assertEquals("SERVFAIL", dig("none.example.com"));
    assertEquals("SERVFAIL", dig("elsewhere"));
  }

  @Test
  void theEngineIsAskedOnlyWhenItHasTimeAndOthersAreAnsweredMeanwhile() throws Exception {
    lab.serve(List.of(new ServiceSpec("tcp", "::", 80, 9, "http", Map.of("/", "page"), "httpd")));
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread engine = new Thread(() -> lab.clock.run(() -> await(busy, done)));
    engine.start();
    busy.await();
    Process dig =
        lab.start(
            "container", "dig", "@127.0.0.11", "-p", "" + PORT, "+short", "+timeout=20", "web");
    assertEquals("page", lab.run("curl", "-s", "http://127.0.0.1/"));
    assertTrue(dig.isAlive());
    done.countDown();
    engine.join();
    assertEquals("172.18.0.2\n", new String(dig.getInputStream().readAllBytes()));
  }

  private static void await(CountDownLatch busy, CountDownLatch done) {
    busy.countDown();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

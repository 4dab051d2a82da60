package passerelle.real.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.kernel.ServiceSpec;

/** What a service answers does not depend on the kernel: the same octets in the same segments. */
@Tag("real")
class ServiceAnswersTest {
  private static final String PAGE =
      "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n</html>\n";

  private static final List<ServiceSpec> SERVICES =
      List.of(
          http(80, Map.of("server", "busybox", "/", PAGE)),
          http(81, Map.of("server", "nginx/1.29.3", "/", PAGE)),
          http(82, Map.of("server", "Apache/2.4.65 (Unix)", "/", PAGE)),
          http(83, Map.of("server", "python", "body:/", "Hello from the Internet\n")),
          tcp(6379, "banner", Map.of("text", "+PONG\n")),
          tcp(7, "echo", Map.of()),
          tcp(9, "sink", Map.of()),
          tcp(8080, "proxy", Map.of("target", "127.0.0.1:80")),
          tcp(8081, "proxy", Map.of("target", "127.0.0.1:7")),
          tcp(8082, "proxy", Map.of("target", "127.0.0.1:1")),
          udp(7, "echo", Map.of()),
          udp(5300, "dns", Map.of("zone", "example.com", "address", "198.51.100.80", "ttl", "0")),
          udp(5301, "proxy", Map.of("target", "127.0.0.1:5300")));

  private static RealSide real;
  private static SimSide sim;

  private static ServiceSpec http(int port, Map<String, String> settings) {
    return tcp(port, "http", settings);
  }

  private static ServiceSpec tcp(int port, String kind, Map<String, String> settings) {
    return new ServiceSpec("tcp", "::", port, 9, kind, settings, "server");
  }

  private static ServiceSpec udp(int port, String kind, Map<String, String> settings) {
    return new ServiceSpec("udp", "0.0.0.0", port, 0, kind, settings, "server");
  }

  @BeforeAll
  static void open() throws Exception {
    real = new RealSide();
    sim = new SimSide();
    real.serve(SERVICES);
    sim.serve(SERVICES);
  }

  @AfterAll
  static void close() {
    real.close();
    sim.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl -si http://127.0.0.1/",
        "curl -sI http://127.0.0.1/",
        "curl -si http://127.0.0.1/missing",
        "curl -si -X POST -d data http://127.0.0.1/",
        "curl -si http://127.0.0.1:81/",
        "curl -si http://127.0.0.1:81/missing",
        "curl -si http://127.0.0.1:82/",
        "curl -si http://127.0.0.1:83/",
        "curl -si http://127.0.0.1:8080/",
        "curl -s -o /dev/null -w %{http_code}\\n http://127.0.0.1:8082/",
        "nc -w 1 127.0.0.1 6379",
        "dig @127.0.0.1 -p 5300 +noall +answer +comments www.example.com",
        "dig @127.0.0.1 -p 5300 +noall +answer +comments example.org",
        "dig @127.0.0.1 -p 5301 +noall +answer +comments example.com",
      })
  void aCommandPrintsTheSame(String command) throws Exception {
    String printed = real.run(command.split(" "));
    assertFalse(printed.isEmpty());
    assertEquals(undated(sim.run(command.split(" "))), undated(printed));
  }

  /** Without dates, what is made of them, and what a client chooses at random. */
  private static String undated(String printed) {
    return printed
        .replaceAll("\\w{3}, \\d\\d \\w{3} \\d{4} [0-9:]{8} GMT", "DATE")
        .replaceAll("ETag: \"[^\"]*\"", "ETAG")
        .replaceAll("\\bid: \\d+", "ID")
        .replaceAll("; COOKIE: \\w+", "COOKIE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl -s http://127.0.0.1/",
        "curl -s http://127.0.0.1:81/",
        "curl -s http://127.0.0.1:83/",
        "curl -s http://127.0.0.1:8080/",
        "curl -s http://127.0.0.1:8082/",
        "nc -w 1 127.0.0.1 6379",
        "nc -N -w 1 127.0.0.1 9",
      })
  void theSameSegmentsPass(String command) throws Exception {
    String[] argv = command.split(" ");
    List<List<String>> expected = sim.segments(argv);
    assertFalse(expected.isEmpty());
    List<List<String>> seen = real.segments(argv);
    for (int again = 0; again < 4 && !seen.equals(expected); again++) {
      seen = real.segments(argv);
    }
    assertEquals(expected, seen, "also when tried again: who ends first may be a race");
  }

  @Test
  void anHttpAnswerIsAHeaderABodyAndAnEnd() throws Exception {
    List<String> segments = real.segments("curl", "-s", "http://127.0.0.1/").get(0);
    assertEquals(
        List.of("80 [P.] 209", "80 [P.] 79", "80 [F.] 0"),
        segments.stream().filter(s -> s.matches("80 \\[(P|F)\\.\\].*")).toList());
  }
}

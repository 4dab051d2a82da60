package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;
import passerelle.sim.process.Capture;

/** socat as Debian's 1.8.0.3 answered on Linux 6.18. */
class SocatTest {
  private SocketLab lab;

  @BeforeEach
  void serve() throws KernelException {
    lab = new SocketLab();
    Map<String, String> pages = Map.of("server", "busybox", "/", "x");
    lab.serve(lab.b, new ServiceSpec("tcp", "0.0.0.0", 80, 9, "http", pages, "httpd"));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aRelayForksForEveryConnection() {
    lab.start("r", "socat TCP-LISTEN:8080,fork,reuseaddr TCP:10.0.1.2:80", new Capture());
    for (int i = 0; i < 2; i++) {
      assertEquals("x", lab.run("a", "curl -s http://10.0.0.254:8080/").output());
    }
  }

  @Test
  void datagramsAreRelayedFromTheFirstOn() {
    Capture heard = new Capture();
    lab.start("a", "socat -u UDP-RECV:91 STDOUT", heard);
    lab.start("b", "socat UDP-LISTEN:90,fork UDP:10.0.0.1:91", new Capture());
    lab.run("r", List.of("socat", "-", "UDP-DATAGRAM:10.0.1.2:90"), "one\n");
    lab.run("r", List.of("socat", "-", "UDP-DATAGRAM:10.0.1.2:90"), "two\n");
    assertEquals("one\ntwo\n", heard.text());
  }

  @Test
  void whatIsWrongIsSaidWithDateAndProcess() {
    String refused = lab.run("a", "socat TCP:10.0.1.2:81 -").output();
    assertTrue(
        refused.matches(
            "\\S+ \\S+ socat\\[\\d+\\] W connect\\(5, AF=2 10.0.1.2:81, 16\\): Connection refused\n"
                + "\\S+ \\S+ socat\\[\\d+\\] E TCP:10.0.1.2:81: Connection refused\n"),
        refused);
    assertEquals(1, lab.run("a", "socat - FOO:1").status());
    assertEquals(
        new SocketLab.Result("socat: Passerelle does not model the address PTY\n", 2),
        lab.run("a", "socat TCP-LISTEN:80 PTY"));
  }

  @Test
  void eachPacketIsServedWithLinesOfItsOwnEndingToo() {
    lab.start("b", "socat UDP-RECVFROM:90,fork,crlf PIPE", new Capture());
    for (String text : List.of("one\n", "two\n")) {
      String answer = lab.run("r", List.of("socat", "-", "UDP:10.0.1.2:90"), text).output();
      assertEquals(text.replace("\n", "\r\n"), answer);
    }
  }
}

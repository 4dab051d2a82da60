package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;

/** How curl 8.14.1 goes from one address of {@code localhost} to the next. */
class CurlLocalhostTest {
  private static ServiceSpec web(String address) {
    return new ServiceSpec(
        "tcp", address, 80, 9, "http", Map.of("server", "busybox", "/", SocketLab.PAGE), "httpd");
  }

  @Test
  void ipv6IsTriedFirst() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      lab.serve(lab.b, web("::"));
      assertEquals("::1", lab.run("b", "curl -s -o /dev/null -w %{remote_ip} localhost").output());
    }
  }

  @Test
  void aRefusalLeadsToTheNextAddress() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      lab.serve(lab.b, web("0.0.0.0"));
      String output = lab.run("b", "curl -sv localhost").output();
      String begin =
          """
          * Host localhost:80 was resolved.
          * IPv6: ::1
          * IPv4: 127.0.0.1
          *   Trying [::1]:80...
          * connect to ::1 port 80 from ::1 port PORT failed: Connection refused
          *   Trying 127.0.0.1:80...
          * Connected to localhost (127.0.0.1) port 80
          """;
      String canonical = output.replaceFirst("from ::1 port [0-9]+", "from ::1 port PORT");
      assertEquals(begin, canonical.substring(0, Math.min(begin.length(), canonical.length())));
    }
  }

  @Test
  void onlyTheWantedFamilyIsTried() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      lab.serve(lab.b, web("::"));
      String remote = "curl -s -o /dev/null -w %{remote_ip} ";
      assertEquals("127.0.0.1", lab.run("b", remote + "-4 localhost").output());
      assertEquals("::1", lab.run("b", remote + "-6 www.localhost").output());
      assertEquals(
          "curl: (7) Could not connect to server\n",
          lab.run("b", "curl -sS -4 http://[::1]/").output());
    }
  }

  @Test
  void anAddressToBindToDecidesTheFamily() throws KernelException {
    try (SocketLab lab = new SocketLab()) {
      lab.serve(lab.b, web("::"));
      String output = lab.run("b", "curl -sv --interface 127.0.0.1 localhost").output();
      assertTrue(
          output.contains("* Name '127.0.0.1' family 10 resolved to '127.0.0.1' family 2\n"));
      assertTrue(output.contains("* Connected to localhost (127.0.0.1) port 80\n"));
    }
  }
}

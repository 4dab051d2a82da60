package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;

/** OpenBSD's nc and a name with two addresses, as Debian's 1.229 answered on Linux 6.18. */
class NcLocalhostTest {
  private static final String BOTH = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n";

  private static SocketLab lab(String hosts) throws KernelException {
    SocketLab lab = new SocketLab();
    lab.place("b").files().with("/etc/hosts", hosts);
    lab.serve(
        lab.b,
        new ServiceSpec(
            "tcp", "0.0.0.0", 80, 9, "http", Map.of("server", "busybox", "/", "x"), "httpd"));
    return lab;
  }

  @Test
  void oneAddressIsTriedAfterTheOther() throws KernelException {
    try (SocketLab lab = lab(BOTH)) {
      assertEquals(
          "nc: connect to localhost (::1) port 80 (tcp) failed: Connection refused\n"
              + "Connection to localhost (127.0.0.1) 80 port [tcp/http] succeeded!\n",
          lab.run("b", "nc -vz localhost 80").output());
      assertEquals(
          "nc: connect to ::1 port 80 (tcp) failed: Connection refused\n",
          lab.run("b", "nc -vz ::1 80").output());
      assertEquals(
          "Connection to localhost (127.0.0.1) 80 port [tcp/http] succeeded!\n",
          lab.run("b", "nc -4vz localhost 80").output());
    }
  }

  @Test
  void anAddressThatCannotBeReachedComesLast() throws KernelException {
    try (SocketLab lab = lab(BOTH)) {
      lab.b.sysctls().write("net.ipv6.conf.lo.disable_ipv6", "1");
      assertEquals(
          "nc: connect to localhost (127.0.0.1) port 81 (tcp) failed: Connection refused\n"
              + "nc: connect to localhost (::1) port 81 (tcp) failed:"
              + " Cannot assign requested address\n",
          lab.run("b", "nc -vz localhost 81").output());
    }
  }

  @Test
  void onlyHostsKnowsWhetherThereIsAnIpv6Address() throws KernelException {
    try (SocketLab lab = lab("127.0.0.1\tlocalhost\n")) {
      assertEquals(
          "Connection to localhost (127.0.0.1) 80 port [tcp/http] succeeded!\n",
          lab.run("b", "nc -vz localhost 80").output());
    }
  }
}

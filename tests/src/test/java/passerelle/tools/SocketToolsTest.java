package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;

/** The tools that list sockets. Expected outputs are those of the real tools for such sockets. */
class SocketToolsTest {
  private final ToolLab lab = new ToolLab();
  private int proxy;

  @BeforeEach
  void listen() throws KernelException {
    proxy = lab.started("docker-proxy");
    listen(SocketFamily.INET, "0.0.0.0", 8080, 4096);
    listen(SocketFamily.INET6_ONLY, "0.0.0.0", 8080, 4096);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void listen(SocketFamily family, String address, int port, int backlog)
      throws KernelException {
    SocketAddress at = new SocketAddress(IpAddress.of(address), port);
    Owner owner = new Owner("docker-proxy", proxy, 7);
    lab.netns().sockets().tcp().listen(owner, family, at, backlog, new SocketOptions());
  }

  @Test
  void ssTellsTheInsideOnALineOfItsOwn() {
    assertEquals(
        """
        LISTEN      0           4096             0.0.0.0:8080            0.0.0.0:*       ino:1 sk:1 <->
        \t cubic cwnd:10
        LISTEN      0           4096                [::]:8080               [::]:*       ino:2 sk:2 v6only:1 <->
        \t cubic cwnd:10
        """,
        lab.run("ss -ltineoH").output());
    assertEquals(
        "LISTEN      0           4096             0.0.0.0:8080            0.0.0.0:*       cubic"
            + " cwnd:10\n",
        lab.run("ss -4 -ltinHO").output());
  }

  @Test
  void ssEndsConnections() throws KernelException {
    lab.run("ip link set lo up");
    SocketAddress there = new SocketAddress(IpAddress.of("127.0.0.1"), 8080);
    Owner client = new Owner("nc", 400, 3);
    lab.netns().sockets().tcp().open(client, SocketFamily.INET).connect(there);
    lab.pass(1);
    assertTrue(lab.run("ss -tn dport = 8080").output().contains("ESTAB"));
    assertTrue(lab.run("ss -K -tn dport = 8080").output().contains("127.0.0.1:8080"));
    lab.pass(0.01);
    assertEquals("", lab.run("ss -tnH").output());
    assertTrue(lab.run("ss -tlnH").output().contains(":8080"));
  }

  @Test
  void ssSpreadsItsColumnsOverTheTerminal() {
    assertEquals(
        """
        State     Recv-Q    Send-Q       Local Address:Port        Peer Address:Port   \s
        LISTEN    0         4096               0.0.0.0:8080             0.0.0.0:*      \s
        LISTEN    0         4096                  [::]:8080                [::]:*      \s
        """,
        lab.run("ss -ltn").output());
  }

  @Test
  void ssWithoutSocketsSpreadsTheHeadsAlone() {
    assertEquals(
        "State    Recv-Q    Send-Q       Local Address:Port         Peer Address:Port    \n",
        lab.run("ss -tn").output());
  }

  @Test
  void ssIsCompactWhereNoTerminalTellsItsWidth() {
    assertEquals(
        """
        State  Recv-Q Send-Q Local Address:Port Peer Address:Port
        LISTEN 0      4096         0.0.0.0:8080      0.0.0.0:*  \s
        LISTEN 0      4096            [::]:8080         [::]:*  \s
        """,
        lab.run("ss -ltn", 0).output());
  }

  @Test
  void ssNamesTheProcessBehindASocket() {
    assertEquals(
        """
        State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess                               \s
        LISTEN 0      4096         0.0.0.0:8080      0.0.0.0:*    users:(("docker-proxy",pid=1001,fd=7))
        """,
        lab.run("ss -4ltnp", 0).output());
  }

  @Test
  void ssFiltersByPortAndState() throws KernelException {
    listen(SocketFamily.INET6, "0.0.0.0", 80, 9);
    assertEquals(
        """
        State     Recv-Q    Send-Q       Local Address:Port        Peer Address:Port   \s
        LISTEN    0         9                        *:80                     *:*      \s
        """,
        lab.run("ss -ltn sport = :80").output());
    assertEquals(2, lab.run("ss -Hltn ( sport = :8080 )").output().lines().count());
    assertEquals(1, lab.run("ss -Hltn sport lt :100 or dport gt :5").output().lines().count());
    assertEquals("", lab.run("ss -Htn state established").output());
  }

  @Test
  void ssAnswersABadFilterAsTheRealOneDoes() {
    ToolLab.Result result = lab.run("ss -tln foo");
    assertEquals(1, result.status());
    assertEquals(
        "Error: an inet prefix is expected rather than \"foo\".\nCannot parse dst/src address.\n",
        result.output());
    assertEquals("ss: wrong state name: foo\n", lab.run("ss -tln state foo").output());
  }

  @Test
  void netstatShowsListenersAsNetToolsAndAsBusyboxDoes() {
    assertEquals(
        """
        Active Internet connections (only servers)
        Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name   \s
        tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN      1001/docker-proxy  \s
        tcp6       0      0 :::8080                 :::*                    LISTEN      1001/docker-proxy  \s
        """,
        lab.run("netstat -ltnp").output());
    assertEquals(
        """
        Active Internet connections (only servers)
        Proto Recv-Q Send-Q Local Address           Foreign Address         State      \s
        tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN     \s
        tcp        0      0 :::8080                 :::*                    LISTEN     \s
        """,
        lab.run("busybox netstat -ltn").output());
  }

  @Test
  void procNetTcpHoldsTheSameSocketsInHexadecimal() {
    String table = lab.file("/proc/net/tcp");
    assertTrue(table.contains("   0: 00000000:1F90 00000000:0000 0A 00000000:00000000"), table);
  }
}

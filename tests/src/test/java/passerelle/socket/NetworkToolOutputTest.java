package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.kernel.KernelException;
import passerelle.kernel.ServiceSpec;

/**
 * Outputs as the real tools of Debian 13 printed them in the same network; times, dates and ids are
 * written as {@code #}.
 */
class NetworkToolOutputTest {
  private SocketLab lab;

  @BeforeEach
  void open() throws KernelException {
    lab = new SocketLab();
    lab.serveHttp();
    lab.serve(
        lab.b,
        new ServiceSpec(
            "udp",
            "10.0.1.2",
            53,
            0,
            "dns",
            Map.of("zone", "web", "address", "10.0.1.2", "ttl", "600"),
            "named"));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void expect(String command, int status, String... lines) {
    SocketLab.Result result = lab.run("a", command);
    String erased =
        result
            .output()
            .replaceAll("time[ =][0-9.]+ ?", "time=#")
            .replaceAll("= [0-9./]+ ms", "= #")
            .replaceAll("after [0-9]+ ms", "after # ms")
            .replaceAll("  [0-9]+\\.[0-9]{3} ms", "  #")
            .replaceAll("id: [0-9]+", "id: #")
            .replaceAll(" port [0-9]{5} failed", " port # failed")
            .replaceAll(" [0-9]+ msec", " # msec")
            .replaceAll("WHEN: .*", "WHEN: #");
    assertEquals(String.join("\n", lines) + (lines.length == 0 ? "" : "\n"), erased);
    assertEquals(status, result.status());
  }

  @Test
  void pingTellsRepliesAndStatistics() {
    expect(
        "ping -c 2 -i 0.2 10.0.1.2",
        0,
        "PING 10.0.1.2 (10.0.1.2) 56(84) bytes of data.",
        "64 bytes from 10.0.1.2: icmp_seq=1 ttl=63 time=#ms",
        "64 bytes from 10.0.1.2: icmp_seq=2 ttl=63 time=#ms",
        "",
        "--- 10.0.1.2 ping statistics ---",
        "2 packets transmitted, 2 received, 0% packet loss, time=#ms",
        "rtt min/avg/max/mdev = #");
  }

  @Test
  void pingTellsIcmpErrors() {
    expect(
        "ping -c 1 -t 1 10.0.1.2",
        1,
        "PING 10.0.1.2 (10.0.1.2) 56(84) bytes of data.",
        "From 10.0.0.254 icmp_seq=1 Time to live exceeded",
        "",
        "--- 10.0.1.2 ping statistics ---",
        "1 packets transmitted, 0 received, +1 errors, 100% packet loss, time=#ms",
        "");
    expect(
        "ping -c 1 10.0.0.99",
        1,
        "PING 10.0.0.99 (10.0.0.99) 56(84) bytes of data.",
        "From 10.0.0.1 icmp_seq=1 Destination Host Unreachable",
        "",
        "--- 10.0.0.99 ping statistics ---",
        "1 packets transmitted, 0 received, +1 errors, 100% packet loss, time=#ms",
        "");
  }

  @Test
  void pingHearsOnceThatAProbeIsTooLong() {
    expect(
        "ping -c 1 -M do -s 2000 10.0.1.2",
        1,
        "PING 10.0.1.2 (10.0.1.2) 2000(2028) bytes of data.",
        "ping: sendmsg: Message too long",
        "",
        "--- 10.0.1.2 ping statistics ---",
        "1 packets transmitted, 0 received, +1 errors, 100% packet loss, time=#ms",
        "");
  }

  @Test
  void pingRefusesWhatItCannotDo() throws KernelException {
    expect(
        "ping -c 0 10.0.1.2",
        1,
        "ping: invalid argument: '0': out of range: 1 <= value <= 9223372036854775807");
    expect("ping -I nope 10.0.1.2", 2, "ping: SO_BINDTODEVICE nope: No such device");
    expect("ping -I 10.9.9.9 10.0.1.2", 2, "ping: bind: Cannot assign requested address");
    expect("ping nosuch", 2, "ping: nosuch: Name or service not known");
    expect(
        "ping 10.0.0.255",
        2,
        "ping: Do you want to ping broadcast? Then -b. If not, check your local firewall rules");
    lab.removeDefaultRoute(lab.a);
    expect("ping 10.0.1.2", 2, "ping: connect: Network is unreachable");
    expect("ping nosuch", 2, "ping: nosuch: Temporary failure in name resolution");
  }

  @Test
  void curlNamesWhatWentWrong() {
    expect(
        "curl -sS http://10.0.1.2:81/",
        7,
        "curl: (7) Failed to connect to 10.0.1.2 port 81 after # ms: Could not connect to server");
    expect("curl -sS http://nosuch/", 6, "curl: (6) Could not resolve host: nosuch");
    expect(
        "curl -sS -m 1 http://10.0.0.99/",
        28,
        "curl: (28) Connection timed out after 1001 milliseconds");
    expect("curl -sS foo://web/", 1, "curl: (1) Protocol \"foo\" not supported");
    expect("curl -sS -f http://web/nope", 22, "curl: (22) The requested URL returned error: 404");
    expect(
        "curl --foo http://web/",
        2,
        "curl: option --foo: is unknown",
        "curl: try 'curl --help' or 'curl --manual' for more information");
    expect(
        "curl -sv -o /dev/null http://10.0.1.2:81/",
        7,
        "*   Trying 10.0.1.2:81...",
        "* connect to 10.0.1.2 port 81 from 10.0.0.1 port # failed: Connection refused",
        "* Failed to connect to 10.0.1.2 port 81 after # ms: Could not connect to server",
        "* closing connection #0");
  }

  @Test
  void ncTellsConnectionsAndRefusals() {
    expect(
        "nc -zv 10.0.1.2 79-81",
        0,
        "nc: connect to 10.0.1.2 port 79 (tcp) failed: Connection refused",
        "Connection to 10.0.1.2 80 port [tcp/http] succeeded!",
        "nc: connect to 10.0.1.2 port 81 (tcp) failed: Connection refused");
    expect("nc -zv web 80", 0, "Connection to web (10.0.1.2) 80 port [tcp/http] succeeded!");
    expect("nc -zvu 10.0.1.2 53", 0, "Connection to 10.0.1.2 53 port [udp/domain] succeeded!");
    expect("nc -zvu 10.0.1.2 5000", 1);
    expect(
        "nc -v -w 1 10.0.0.99 80",
        1,
        "nc: connect to 10.0.0.99 port 80 (tcp) timed out: Operation now in progress");
    expect("nc -k 10.0.1.2 80", 1, "nc: must use -l with -k");
  }

  @Test
  void digPrintsTheWholeReply() {
    expect(
        "dig web",
        0,
        "",
        "; <<>> DiG 9.20.30-1~deb13u1-Debian <<>> web",
        ";; global options: +cmd",
        ";; Got answer:",
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: #",
        ";; flags: qr aa rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1",
        "",
        ";; OPT PSEUDOSECTION:",
        "; EDNS: version: 0, flags:; udp: 1232",
        ";; QUESTION SECTION:",
        ";web.\t\t\t\tIN\tA",
        "",
        ";; ANSWER SECTION:",
        "web.\t\t\t600\tIN\tA\t10.0.1.2",
        "",
        ";; Query time: # msec",
        ";; SERVER: 10.0.1.2#53(10.0.1.2) (UDP)",
        ";; WHEN: #",
        ";; MSG SIZE  rcvd: 48",
        "");
    expect(
        "dig @10.0.1.3 +short +time=1 +tries=1 web",
        9,
        ";; communications error to 10.0.1.3#53: timed out",
        ";; no servers could be reached");
  }

  @Test
  void aBackgroundListenerTakesWhatNcSends() {
    var output = new passerelle.sim.process.Capture();
    lab.start("b", "nc -l -v -p 7000", output);
    lab.scheduler.advance(1_000_000L);
    lab.run("a", List.of("nc", "-N", "10.0.1.2", "7000"), "hello\n");
    lab.scheduler.advance(1_000_000_000L);
    assertEquals(
        "Listening on 0.0.0.0 7000\nConnection received on 10.0.0.1 #\nhello\n",
        output.text().replaceAll("10.0.0.1 [0-9]+", "10.0.0.1 #"));
  }
}

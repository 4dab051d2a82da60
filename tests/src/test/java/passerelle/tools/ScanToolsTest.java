package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/**
 * nmap 7.95, mtr 0.95, fping 5.1 and iperf3 3.18 of Debian 13, on hosts wired as the real ones were
 * when their output was taken.
 */
class ScanToolsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  /** Without what changes: times and hardware addresses. */
  private String stable(String line) {
    return lab.run(line)
        .replaceAll("[0-9.]+s latency", "LATENCY")
        .replaceAll("([0-9A-F]{2}:){5}[0-9A-F]{2}", "MAC")
        .replaceAll("in [0-9.]+ seconds", "in TIME")
        .replaceAll("at 2026-.*", "at DATE");
  }

  @Test
  void nmapFindsTheOpenPort() {
    lab.run("docker run -d --name web nginx");
    String report =
        """
        Starting Nmap 7.95 ( https://nmap.org ) at DATE
        Nmap scan report for 172.17.0.2
        Host is up (LATENCY).
        """;
    String end =
        """
        MAC Address: MAC (Unknown)

        Nmap done: 1 IP address (1 host up) scanned in TIME
        """;
    assertEquals(
        report
            + "Not shown: 999 closed tcp ports (reset)\nPORT   STATE SERVICE\n80/tcp open  http\n"
            + end,
        stable("nmap 172.17.0.2"));
    assertEquals(
        report
            + "\nPORT     STATE  SERVICE\n80/tcp   open   http\n443/tcp  closed https\n"
            + "8080/tcp closed http-proxy\n"
            + end,
        stable("nmap -p 80,443,8080 172.17.0.2"));
    assertEquals(
        report + "\nPORT   STATE  SERVICE\n53/udp closed domain\n" + end,
        stable("nmap -sU -p 53 172.17.0.2"));
  }

  @Test
  void nmapSaysWhoIsUp() {
    assertEquals(
        """
        Starting Nmap 7.95 ( https://nmap.org ) at DATE
        Nmap scan report for 192.0.2.1
        Host is up (LATENCY).
        MAC Address: MAC (Unknown)
        Nmap scan report for 192.0.2.20
        Host is up (LATENCY).
        MAC Address: MAC (Unknown)
        Nmap scan report for host (192.0.2.10)
        Host is up.
        Nmap done: 256 IP addresses (3 hosts up) scanned in TIME
        """,
        stable("nmap -sn 192.0.2.0/24"));
    String down =
        """
        Starting Nmap 7.95 ( https://nmap.org ) at DATE
        Note: Host seems down. If it is really up, but blocking our ping probes, try -Pn
        Nmap done: 1 IP address (0 hosts up) scanned in TIME
        """;
    assertEquals(down, stable("nmap -p 80 192.0.2.77"));
    assertTrue(stable("nmap nosuch.example").contains("Failed to resolve \"nosuch.example\".\n"));
  }

  @Test
  void nmapWritesAFormThatIsEasyToGrep() {
    lab.run("docker run -d --name web nginx");
    String report =
        lab.run("nmap -p 80,81 172.17.0.2 -oG -")
            .replaceAll("(?<=initiated|done at) .{24}(?= as| --)", " DATE")
            .replaceAll("in [0-9.]+ seconds", "in TIME");
    assertEquals(
        """
        # Nmap 7.95 scan initiated DATE as: nmap -p 80,81 -oG - 172.17.0.2
        Host: 172.17.0.2 ()\tStatus: Up
        Host: 172.17.0.2 ()\tPorts: 80/open/tcp//http///, 81/closed/tcp//hosts2-ns///
        # Nmap done at DATE -- 1 IP address (1 host up) scanned in TIME
        """,
        report);
    assertEquals(
        "Host: 172.17.0.2 ()\tPorts: 80/open/tcp//http///\tIgnored State: closed (999)\n",
        lab.run("nmap -oG /tmp/scan 172.17.0.2 > /dev/null; grep Ports /tmp/scan"));
    assertEquals(
        "Host: 172.17.0.2 ()\tStatus: Up\nHost: 172.17.0.1 ()\tStatus: Up\n",
        lab.run("nmap -n -sn 172.17.0.* -oG /dev/stdout | grep Status"));
    assertEquals(
        "Nmap scan report for 172.17.0.2\n", lab.run("nmap -n -sn 172.17.0.2 -oN - | grep report"));
  }

  @Test
  void nmapSeesWhatAFirewallDrops() {
    lab.run("docker run -d --name web nginx");
    lab.run("iptables -I OUTPUT -p tcp --dport 81 -j DROP");
    assertTrue(
        stable("nmap -p 80,81 172.17.0.2")
            .contains(
                "PORT   STATE    SERVICE\n80/tcp open     http\n81/tcp filtered hosts2-ns\n"));
  }

  @Test
  void nmapOfAFarHostNeedsNoHardwareAddress() {
    assertEquals(
        """
        Starting Nmap 7.95 ( https://nmap.org ) at DATE
        Nmap scan report for example.com (198.51.100.80)
        Host is up (LATENCY).

        PORT    STATE  SERVICE
        22/tcp  closed ssh
        80/tcp  open   http
        443/tcp open   https

        Nmap done: 1 IP address (1 host up) scanned in TIME
        """,
        stable("nmap -p 80,443,22 example.com"));
  }

  /** Which netcat there is, as that of Debian 13 says. */
  @Test
  void ncTellsWhoItIs() {
    String help = lab.run("nc -h 2>&1");
    assertTrue(help.startsWith("OpenBSD netcat (Debian patchlevel 1.229-1)\nusage: nc "), help);
    assertTrue(
        help.endsWith("\tPort numbers can be individual or ranges: lo-hi [inclusive]\n"), help);
  }

  @Test
  void mtrReportsEachHop() {
    assertEquals(
        """
        HOST: host                        Loss%   Snt   Last   Avg  Best  Wrst StDev
          1.|-- 192.0.2.1                  0.0%     2    0.0   0.0   0.0   0.0   0.0
          2.|-- 8.8.8.8                    0.0%     2    0.0   0.0   0.0   0.0   0.0
        """,
        lab.run("mtr -n -r -c 2 8.8.8.8 | tail -n +2"));
    assertTrue(
        lab.run("mtr -rn -c 1 5.5.5.5")
            .endsWith(
                "  2.|-- ???                       100.0     1    0.0   0.0   0.0   0.0   0.0\n"));
  }

  @Test
  void fpingAsksMany() {
    assertEquals(
        """
        192.0.2.1 is alive
        192.0.2.77 is unreachable
        [1]
        """,
        lab.run("fping 192.0.2.1 192.0.2.77 2> /dev/null"));
    assertEquals(
        "192.0.2.1 : xmt/rcv/%loss = 1/1/0%, min/avg/max = ",
        lab.run("fping -q -c 1 192.0.2.1 2>&1").replaceAll("max = .*\n", "max = "));
  }

  @Test
  void iperf3MeasuresBetweenTwoContainers() {
    lab.run("docker run -d --name server nicolaka/netshoot iperf3 -s");
    String told = lab.run("docker run --rm nicolaka/netshoot iperf3 -c 172.17.0.2 -t 2");
    String shape =
        told.replaceAll("[0-9.]+ [MGK]?(bits|Bytes)", "AMOUNT")
            .replaceAll("port [0-9]{5}", "port PORT");
    assertEquals(
        """
        Connecting to host 172.17.0.2, port 5201
        [  5] local 172.17.0.3 port PORT connected to 172.17.0.2 port 5201
        [ ID] Interval           Transfer     Bitrate         Retr  Cwnd
        [  5]   0.00-1.00   sec  AMOUNT  AMOUNT/sec    0    AMOUNT      \s
        [  5]   1.00-2.00   sec  AMOUNT  AMOUNT/sec    0    AMOUNT      \s
        - - - - - - - - - - - - - - - - - - - - - - - - -
        [ ID] Interval           Transfer     Bitrate         Retr
        [  5]   0.00-2.00   sec  AMOUNT  AMOUNT/sec    0            sender
        [  5]   0.00-2.00   sec  AMOUNT  AMOUNT/sec                  receiver

        iperf Done.
        """,
        shape);
    assertTrue(
        lab.run("docker logs server").contains("Server listening on 5201 (test #2)\n"), "logs");
    assertEquals(
        "iperf3: error - unable to connect to server - server may have stopped running or use a"
            + " different port, firewall issue, etc.: Connection refused\n[1]\n",
        lab.run("iperf3 -c 172.17.0.2 -p 5202"));
  }
}

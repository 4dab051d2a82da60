package passerelle.scenarios.slides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What varies between two machines, and what must be equal. */
class ShapeTest {
  private static boolean match(String printed, String actual) {
    return Shapes.match(printed.lines().toList(), actual.lines().toList()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "14d7973c5c2a   | 9f86d081884c",
        "sha256:9f86d08 | sha256:14d7973c5c2a",
        "64 bytes from 172.17.0.2: seq=0 ttl=64 time=0.091 ms | 64 bytes from 10.0.0.7: seq=3"
            + " ttl=63 time=12 ms",
        "link/ether 02:42:ac:11:00:02 brd ff:ff:ff:ff:ff:ff | link/ether 6e:2f:48:dc:e0:1c brd"
            + " ff:ff:ff:ff:ff:ff",
        "47: eth0@if48: <BROADCAST,UP> mtu 1500 qdisc noqueue | 5: eth0@if6:"
            + " <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9000 qdisc mq",
        "link/ether 46:49:02:c1:6c:5a | link/ether be:54:d2:84:52:3b",
        "bridge_id 8000.e:a8:26:6f:1a:3a | bridge_id 8000.024260da4a06",
        "inet6 fe80::4449:2ff:fec1:6c5a/64 scope link tentative proto kernel_ll | inet6 fe80::1/64"
            + " scope link",
        "inet6 fe80::42:acff:fe11:2/64 scope link | inet6 fe80::1/64 scope link",
        "2006-01-02T15:04:05.999Z Up 3 hours | 2026-11-28T05:00:00.1Z Up 2 seconds",
        "Up About a minute | Up 5 days",
        "Date: Wed, 08 Nov 2017 15:12:41 GMT | Date: Thu, 01 Jan 2026 12:00:03 GMT",
        "/loving_bell/db | /upbeat_thompson/db",
        "eth0 UP 192.0.2.10/24 | eth0@if3 UP 192.0.2.10/24 fe80::ff:fe00:210/64",
        "187MB | 12.5kB",
        "v1.4.8 | v2.0",
        "vethfe11b3a@if12 | veth40d6824@if2",
        "0.0.0.0:8080->80/tcp | 127.0.0.1:32768->443/tcp",
        "[::]:8080 | [2001:db8::1]:80",
        "link/ether 00:11:22:33:44:55 brd ff:ff:ff:ff:ff:ff | link/ether 02:42:ac:11:00:02 brd"
            + " ff:ff:ff:ff:ff:ff link-netnsid 0",
        "172.17.0.0/16 dev eth0  src 172.17.0.2 | 172.17.0.0/16 dev eth0 proto kernel scope link"
            + " src 172.18.0.2",
        "0x0010:  0a00 0303 ea80 270f  ......'. | 0x0020:  8010 003f d51f 0000  ...?....",
        "EN10MB (Ethernet), capture size 262144 bytes | EN10MB (Ethernet), snapshot length 262144"
            + " bytes",
        "cksum 0x1563 (incorrect -> 0x895d), seq 1 | cksum 0xd51f (correct), seq 7",
        "3146 ?        Ssl    0:00 /http-echo | 1020 ?        Ss     0:00 /http-echo",
        "\"Gateway\": \"172.17.0.1\", | \"Gateway\":   \"10.1.1.1\"",
      })
  void idsAddressesTimesSizesAndVersionsVary(String printed, String actual) {
    assertEquals(Shape.of(printed).text(), Shape.of(actual).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state UP | state DOWN",
        "-j ACCEPT | -j DROP",
        "172.17.0.2 | localhost",
        "inet 172.17.0.2/16 scope global eth0 | inet 172.17.0.2/16 scope global secondary eth0",
        "bad address | cafe address",
        "cache | 14d7973c5c2a",
      })
  void wordsDoNot(String printed, String actual) {
    assertNotEquals(Shape.of(printed).text(), Shape.of(actual).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"valid_lft forever", "add dead beef", "scope global eth0", "a-b_c.d"})
  void wordsThatOnlyLookLikeValuesStay(String line) {
    assertEquals(line, Shape.of(line).text());
  }

  @Test
  void printedLinesAreFoundInTheirOrderAmongOthers() {
    assertEquals(true, match("b 1\nd 2", "a\nb 7\nc\nd 9\ne"));
    assertEquals(false, match("d 2\nb 1", "a\nb 7\nc\nd 9\ne"));
    assertEquals(false, match("a\nb\nc", "a\nb"));
  }

  @Test
  void inJsonTheOrderOfNamesAndMoreOfThemDoNotMatter() {
    String actual =
        "[ { \"Id\": \"14d7973c5c2a\", \"New\": 1,\n \"Name\": \"web\", \"Opt\": {} } ]";
    assertEquals(true, match("[{\"Name\": \"web\",\n\"Id\": \"9f86d081884c\"}]", actual));
    assertEquals(false, match("[{\"Name\": \"db\"}]", actual));
    // What is empty is {}, [] or null, as the release of that day wrote it.
    assertEquals(true, match("[{\"Opt\": null}]", actual));
    assertEquals(false, match("[{\"Opt\": {\"a\": \"b\"}}]", actual));
  }

  /** A stranger's deck may hold any line: none takes half a minute, as brackets have. */
  @ParameterizedTest
  @ValueSource(strings = {"[", "({", ".", "# ... ", "\t", "\"a\": [", "a.b:"})
  void longLinesAreReadAtOnce(String part) {
    String line = part.repeat(9000 / part.length());
    assertTrue(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> match(line, line)));
  }

  @Test
  void linesOfOneShapeCountAsOne() {
    assertEquals(true, match("seq=0\nseq=1\nseq=2\nend", "seq=0\nend"));
  }

  @Test
  void whatWasLeftOutAndWhatAPullTellsCountForNothing() {
    assertEquals(true, match("a\n...\nz\n^C", "a\nb\nc\nz"));
    assertEquals(
        true,
        match(
            "Unable to find image 'nginx:latest' locally\nlatest: Pulling from library/nginx\n"
                + "a2abf6c4d29d: Pull complete\nDigest: sha256:0d17b565\n"
                + "Status: Downloaded newer image for nginx:latest\n14d7973c5c2a",
            "9f86d081884c"));
    assertEquals(true, match("Hello from Docker!...", "Hello from Docker! This shows"));
  }

  @Test
  void whereSomethingIsLeftOutLinesMayLackTheirEndsToo() {
    String link =
        "2: eth0: <BROADCAST,UP> mtu 1500 qdisc noqueue state UP\n    link/ether 6e:2f:48:dc:e0:1c";
    assertEquals(true, match("3: eth0: <BROADCAST,UP> mtu 9001 \n...", link));
    assertEquals(false, match("3: eth0: <BROADCAST,UP> mtu 9001 ", link));
  }

  @Test
  void namesMayStandInAnotherOrderAndACellAlone() {
    assertEquals(true, match("NS1\nNS2", "NS2\nNS1"));
    assertEquals(false, match("NS1\nNS2", "NS2\nNS3"));
    String table =
        "CONTAINER ID   PORTS                  NAMES\n14d7973c5c2a   0.0.0.0:8080->80/tcp   web";
    assertEquals(true, match("0.0.0.0:8080->80/tcp", table));
    assertEquals(false, match("0.0.0.0:8081->80/tcp", table));
  }

  @Test
  void ofTablesTheColumnsMatterAndWhetherThereAreRows() {
    String printed = "NETWORK ID          NAME      DRIVER\n6f1ad7d7e2a1        bridge    bridge";
    assertEquals(
        true, match(printed, "NETWORK ID     NAME      DRIVER\n14d7973c5c2a   other     null"));
    assertEquals(false, match(printed, "NETWORK ID     NAME      DRIVER"));
    assertEquals(false, match(printed, "NETWORK ID     NAME      SCOPE\n14d7973c5c2a   x    y"));
    assertEquals(
        true,
        match(
            "bridge name\t\t bridge id\t\t\t  STP enabled    interfaces\n"
                + "docker0\t 8000.0242504b5200\t no",
            "bridge name\tbridge id\t\tSTP enabled\tinterfaces\ndocker0\t\t8000.c66865e98746\tno"));
    assertEquals(
        true,
        match(
            "NS TYPE NPROCS PID USER COMMAND\n4026531956 net 194 1 root systemd",
            "        NS TYPE NPROCS PID USER    NETNSID NSFS COMMAND\n"
                + "4026532200 net 5   1 root unassigned      init"));
  }

  @Test
  void aValueThatTheDeckCopiesIntoACommandIsTheLabsThere() {
    PrintedValues values = new PrintedValues();
    values.learn(
        Shapes.match(
                List.of("da33b7aa74b0 has 172.17.0.9 and vethfe11b3a"),
                List.of("14d7973c5c2a has 172.17.0.2 and veth40d6824"))
            .orElseThrow());
    assertEquals(
        "docker inspect 14d7973c5c2a; ping 172.17.0.2; ip link show veth40d6824; ip addr add",
        values.translate(
            "docker inspect da33; ping 172.17.0.9; ip link show vethfe11b3a; ip addr add",
            word -> false));
    assertEquals("ping da33", values.translate("ping da33", "da33"::equals));
  }

  @Test
  void itMattersWhetherAnythingCameBackAndWhetherASettingIsOn() {
    assertEquals(true, match("33% packet loss", "0% packet loss"));
    assertEquals(false, match("100% packet loss", "0% packet loss"));
    assertEquals(false, match("net.ipv4.ip_forward = 0", "net.ipv4.ip_forward = 1"));
    assertEquals(true, match("net.ipv4.tcp_fin_timeout = 60", "net.ipv4.tcp_fin_timeout = 30"));
  }

  private static final String NETWORK =
      """
      [
        {
          "Name": "n",
          "IPAM": { "Config": [ { "Subnet": "172.18.0.0/16" } ] },
          "Containers": {
            "14d7973c5c2a": { "Name": "web1", "IPv4Address": "172.18.0.2/16" }
          }
        }
      ]
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Containers\": { \"a1b2c3d4e5f6\": { \"Name\": \"web1\" } }",
        "...\n\"Containers\": {\n\"a1b2c3d4e5f6\": {\n\"Name\": \"web1\"\n}\n}\n...\n",
        "\"Config\": [\n{\n\"Subnet\": \"10.0.0.0/24\"\n}\n]\n},",
        "\"Containers\": {\n\"a1b2c3d4e5f6\": {\n\"Name\": \"web1\"\n...",
      })
  void whatStandsInAnObjectIsFoundThere(String printed) {
    assertTrue(match(printed, NETWORK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Containers\": { \"a1b2c3d4e5f6\": { \"Name\": \"web2\" } }",
        "\"Containers\": {}",
        "\"Config\": [ { \"Gateway\": \"10.0.0.1\" } ]",
      })
  void whatStandsInNoObjectIsNot(String printed) {
    assertFalse(match(printed, NETWORK));
  }

  @Test
  void groupsOfLinesThatFollowEachOtherCountAsOne() {
    String veth = "%s: veth0a1b2c3@if%s: <UP> mtu 1500\n    link/ether 02:42:ac:11:00:0%s\n";
    String three = veth.formatted(5, 4, 1) + veth.formatted(7, 6, 2) + veth.formatted(9, 8, 3);
    assertTrue(match(three, veth.formatted(3, 2, 1)));
    assertFalse(match(three + "    inet 10.0.0.1/8\n", veth.formatted(3, 2, 1)));
  }

  @Test
  void whereSomethingIsLeftOutLinesMayLackTheirBeginnings() {
    String line = "2: eth0@if4: <UP> mtu 1500 qdisc noqueue state UP";
    assertTrue(match("...\neth0@if8: <UP> mtu 1500 qdisc noqueue state UP", line));
    assertFalse(match("eth0@if8: <UP> mtu 1500 qdisc noqueue state UP", line));
    assertFalse(match("...\neth1@if8: <UP> mtu 1500", line));
  }

  @Test
  void whatAnAuthorSaysOfAnOutputIsNotPrinted() {
    assertTrue(match("one\n--- and now the other one ---", "one"));
    assertFalse(match("one\n--- 10.0.0.1 ping statistics ---", "one"));
    assertTrue(match("(the network has no members yet)", "\n"));
    assertFalse(match("(the network has no members yet)", "web"));
    assertTrue(match("     <- empty", ""));
    assertTrue(match("<- empty\none", "one"));
  }

  @Test
  void theHeaderOfSsIsTheSameWithItsLastTwoColumnsInOne() {
    String row = "\nLISTEN 0 4096 0.0.0.0:80 0.0.0.0:*";
    String columns = "State Recv-Q Send-Q Local Address:Port  Peer Address:Port";
    assertTrue(match(columns + "Process" + row, columns + row));
  }
}

package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** tshark's lines and fields; what they are to be was read from the same packets by TShark 4.4. */
class TsharkTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @BeforeEach
  void aCaptureOfARequest() {
    lab.run("docker run -d --name web nginx");
    lab.run("tcpdump -i docker0 -w /tmp/c.pcap -U -c 14 2>/dev/null &");
    lab.run("ping -c 1 172.17.0.2; curl -s 172.17.0.2 -o /dev/null; nc -z 172.17.0.2 81; sleep 2");
  }

  private String read(String options) {
    return lab.run("tshark 2>/dev/null -r /tmp/c.pcap " + options);
  }

  @Test
  void everyPacketHasALine() {
    String lines = read("-n").replaceAll("(TSval|TSecr)=[0-9]+", "$1=N");
    assertTrue(
        lines.contains(" → ff:ff:ff:ff:ff:ff ARP 42 Who has 172.17.0.2? Tell 172.17.0.1\n"), lines);
    assertTrue(
        lines.contains("   172.17.0.1 → 172.17.0.2   ICMP 98 Echo (ping) request  id="), lines);
    assertTrue(lines.contains(", seq=1/256, ttl=64 (request in 3)\n"), lines);
    assertTrue(
        lines.contains("[SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM TSval=N TSecr=N WS=1024\n"),
        lines);
    assertTrue(lines.contains(" HTTP 140 GET / HTTP/1.1 \n"), lines);
    assertTrue(lines.contains(" HTTP 919 HTTP/1.1 200 OK  (text/html)\n"), lines);
    assertTrue(lines.contains("[FIN, ACK] Seq=75 Ack=854 Win=64512 Len=0"), lines);
    assertTrue(read("-c 1").contains(" → Broadcast    ARP 42 Who has"), lines);
  }

  @Test
  void aDisplayFilterChoosesThem() {
    assertEquals("2\n", read("-Y icmp | wc -l"));
    assertEquals("1\n", read("-Y 'tcp.flags.syn==1 && tcp.flags.ack==0' | wc -l"));
    assertEquals("1\n", read("-Y 'http.request or icmp.type == 0' -Y 'not icmp' | wc -l"));
    assertEquals("0\n", read("-Y 'ip.addr == 10.0.0.0/8' | wc -l"));
    assertTrue(
        lab.run("tshark -r /tmp/c.pcap -Y foo.bar 2>&1")
            .contains("tshark: \"foo.bar\" is not a valid protocol or protocol field.\n"));
  }

  @Test
  void aPrefixOfEitherFamilyChoosesThem() {
    lab.run("tcpdump -i docker0 -w /tmp/six.pcap -U -c 2 ip6 2>/dev/null &");
    lab.run("docker rm -f web; docker run -d nginx; sleep 3");
    String six = "tshark 2>/dev/null -r /tmp/six.pcap -Y ";
    assertEquals("2\n", lab.run(six + "'ipv6.dst == ff02::/16' | wc -l"));
    assertEquals("0\n", lab.run(six + "'ipv6.dst == fd00::/8' | wc -l"));
    assertEquals("2\n", read("-Y 'icmp and ip.src == 172.17.0.0/16' | wc -l"));
  }

  @Test
  void fieldsAreToldByTheirNames() {
    assertEquals(
        "GET,172.17.0.2,/,GET / HTTP/1.1 ,eth:ethertype:ip:tcp:http,0x0018,140\n",
        read(
            "-Y http.request -T fields -E separator=, -e http.request.method -e http.host -e"
                + " http.request.uri -e _ws.col.Info -e frame.protocols -e tcp.flags -e"
                + " frame.len"));
    assertEquals(
        "ip.src\tip.dst\n172.17.0.1\t172.17.0.2\n",
        read("-Y icmp -T fields -E header=y -e ip.src -e ip.dst | head -2"));
  }

  @Test
  void aLiveCaptureEndsAfterItsPackets() {
    String seen =
        lab.run("(sleep 1; ping -c 2 172.17.0.2 > /dev/null) & tshark -i docker0 -f icmp -c 2");
    assertTrue(seen.contains("Capturing on 'docker0'\n"), seen);
    assertTrue(seen.contains("    1 0.000000000   172.17.0.1 → 172.17.0.2   ICMP 98 Echo"), seen);
    assertTrue(seen.contains("2 packets captured\n"), seen);
    assertTrue(lab.run("tshark -i nope").contains("tshark: There is no device named \"nope\".\n"));
  }
}

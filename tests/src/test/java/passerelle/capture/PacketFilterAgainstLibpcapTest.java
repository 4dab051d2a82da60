package passerelle.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;
import passerelle.capture.filter.FilterSyntaxException;
import passerelle.capture.filter.PacketFilter;
import passerelle.effort.Effort;

/** Every expression decides as the real libpcap's program does, and fails with its words. */
@Tag("campaign")
class PacketFilterAgainstLibpcapTest {
  private static final int EXPRESSIONS = Effort.of(500, 4_000);
  private static final int PACKETS = 60;
  private static final int NETMASK = 0xffff0000;
  private static PcapHandle dead;
  private static Inet4Address netmask;

  @BeforeAll
  static void openLibpcap() throws Exception {
    dead = Pcaps.openDead(DataLinkType.EN10MB, 262144);
    netmask = (Inet4Address) InetAddress.getByName("255.255.0.0");
  }

  @AfterAll
  static void closeLibpcap() {
    dead.close();
  }

  @Test
  void randomExpressionsDecideOnRandomPacketsAsLibpcapDoes() throws Exception {
    RandomPackets generator = new RandomPackets(20240905);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      packets.add(generator.next());
    }
    RandomExpressions expressions = new RandomExpressions(4995);
    int decisions = 0;
    int matches = 0;
    int refused = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String expression = expressions.next();
      String error = libpcapError(expression, BpfCompileMode.NONOPTIMIZE);
      String optimized = libpcapError(expression, BpfCompileMode.OPTIMIZE);
      // Only the optimizer can prove that nothing matches; here such an expression just never does.
      boolean fine = optimized.isEmpty() || optimized.equals("expression rejects all packets");
      refused += fine ? 0 : 1;
      String ours = ourError(expression);
      // libpcap's optimizer overlooks an impossible shift or division in code it removes.
      if (fine && ours.matches("shift by more than 31 bits|(division|modulus) by zero")) {
        continue;
      }
      assertEquals(fine || !error.isEmpty() ? error : ours, ours, expression);
      assertEquals(fine, ours.isEmpty(), expression);
      if (!fine) {
        continue;
      }
      BpfProgram real = dead.compileFilter(expression, BpfCompileMode.NONOPTIMIZE, netmask);
      PacketFilter filter = compile(expression);
      for (int p = 0; p < packets.size(); p++) {
        byte[] packet = packets.get(p);
        int wire = packet.length + i % 3;
        boolean expected = real.applyFilter(packet, wire, packet.length);
        int number = p;
        assertEquals(
            expected,
            filter.matches(packet, wire),
            () -> expression + " on packet " + number + " " + hex(packet));
        decisions++;
        matches += expected ? 1 : 0;
      }
      real.free();
      packets.set(i % PACKETS, generator.next());
    }
    System.out.printf(
        "libpcap and Passerelle agree: %d expressions (%d refused), %d decisions, %d matches%n",
        EXPRESSIONS, refused, decisions, matches);
    assertTrue(matches > decisions / 20 && refused < EXPRESSIONS / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp host 1.2.3.4",
        "host foo",
        "port foo",
        "ip proto tcp",
        "tcp and",
        "foo",
        "gateway x",
        "gateway 1.2.3.4",
        "arp broadcast",
        "arp multicast",
        "tcp or 443",
        "tcp or foo",
        "port 99999",
        "port 99999999999",
        "port 0x1ffffffff",
        "port 08",
        "host 1.2.3.4/8",
        "net 1.2.3.4/8",
        "net 10/8",
        "net foo",
        "portrange foo",
        "portrange foo-bar",
        "arp portrange 1-2",
        "arp port 80",
        "ether host 1.2.3.4",
        "ether host foo",
        "src tcp",
        "proto foo",
        "ip proto foo",
        "proto tcp",
        "ether proto foo",
        "ether proto \\tcp",
        "arp proto 1",
        "tcp proto 1",
        "src proto 1",
        "udp port http",
        "tcp port bootps",
        "sctp port ssh",
        "stp[0]=1",
        "ah[0]=1",
        "esp[0]=1",
        "1/0 = 1",
        "len % 0 = 1",
        "1<<33 = len",
        "(1/(1-1)) = len",
        "tcp[0:3]=1",
        "arp[0:8]=1",
        "host 1.2.3.4.5",
        "host 300.1.1.1",
        "host ::1::2",
        "host 0x7f.1",
        "host 1:2:3",
        "net ::1/64",
        "net fe80::/200",
        "host fe80::/10",
        "host 1.2.3.4/40",
        "net 10.1.0.0/33",
        "net 10.0.0.1 mask 255.0.0.0",
        "net 1.2.3.4 mask",
        "port 1.2.3.4",
        "proto 1.2.3.4",
        "tcp port ::1",
        "tcp[tcpflags",
        "tcp[13:1] & 2",
        "x&&",
        "&",
        "@",
        ")",
        "(",
        "80",
        "1.2.3.4",
        "port",
        "ip host",
        "host and",
        "len",
        "len len",
        "less x",
        "a b",
        "dst",
        "dst broadcast",
        "src or dst",
        "src or port 80",
        "ip[0] <> 1",
        "icmp port 5",
        "ip6 host 1.2.3.4",
        "ip host ::1",
        "arp host ::1",
        "ether host ::1",
        "tcp host ::1",
        "tcp net 10.0.0.0/8",
        "ether net 10",
        "ether port 80",
        "ip6 broadcast",
        "host 11:22:33:44:55:66",
        "host $11",
        "$11",
        "(port 80) or 443",
        "port ((80 or 90))",
        "port ((80 or 90) or 100)",
        "port (80 or tcp)",
        "less 100 or 200",
        "tcp src",
        "ip 1.2.3.4",
        "port not",
        "host 1.2.3.4 or not",
        "tcp portrange bootps-100",
        "portrange 1-70000",
        "src and src host 1.2.3.4",
        "link",
        "ether",
        "vrrp proto 1",
        "tcp proto foo",
        "tcp proto \\foo",
        "ip6 net 10",
        "igmp host 1.1.1.1"
      })
  void whatLibpcapRefusesIsRefusedInItsWords(String expression) throws Exception {
    assertEquals(libpcapError(expression, BpfCompileMode.OPTIMIZE), ourError(expression));
  }

  private static String libpcapError(String expression, BpfCompileMode mode)
      throws NotOpenException {
    try {
      dead.compileFilter(expression, mode, netmask).free();
      return "";
    } catch (PcapNativeException e) {
      return e.getMessage();
    }
  }

  private static String ourError(String expression) {
    try {
      compile(expression);
      return "";
    } catch (FilterSyntaxException e) {
      return e.getMessage();
    }
  }

  private static PacketFilter compile(String expression) throws FilterSyntaxException {
    return PacketFilter.compile(expression, LinkType.ETHERNET, NETMASK, name -> List.of());
  }

  private static String hex(byte[] packet) {
    StringBuilder out = new StringBuilder();
    for (byte b : packet) {
      out.append(String.format("%02x", b));
    }
    return out.toString();
  }
}

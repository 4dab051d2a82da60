package passerelle.trace.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import passerelle.addr.Ipv4Address;
import passerelle.addr.MacAddress;
import passerelle.packet.ArpPacket;
import passerelle.text.Language;
import passerelle.trace.DropReason;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/** What a kernel says about a drop is said in the person's language; names and rules stay. */
class DropDetailTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp port 8080 | port tcp 8080",
        "protocol 47 | protocole 47",
        "no answer from 192.0.2.99 | pas de réponse de 192.0.2.99",
        "damaged TCP header | en-tête TCP invalide",
        "accept queue is full | la file des connexions à accepter est pleine",
        "table filter, chain FORWARD policy DROP | table filter, chaîne FORWARD, politique DROP",
        "table nat, chain X rule 3: -p tcp -j DROP | table nat, chaîne X, règle 3~: -p tcp -j DROP",
        "mtu 1500 | mtu 1500",
        "172.17.0.2 | 172.17.0.2"
      })
  void itIsFrenchInFrenchAndAsTheKernelSaysItInEnglish(String detail, String french) {
    HopEvent.Dropped drop = new HopEvent.Dropped(hop(), DropReason.NO_SOCKET, detail);
    assertEquals(detail, DropDetail.of(drop, Language.EN).text(Language.EN));
    assertEquals(french.replace('~', '\u00a0'), DropDetail.of(drop, Language.FR).text(Language.FR));
  }

  private static Hop hop() {
    ArpPacket packet =
        ArpPacket.request(
            MacAddress.of("02:00:00:00:00:01"),
            Ipv4Address.of("192.0.2.1"),
            Ipv4Address.of("192.0.2.2"));
    return new Hop(0, 1, "host", "eth0", "f", Optional.empty(), packet);
  }
}

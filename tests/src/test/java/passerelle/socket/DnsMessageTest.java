package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import passerelle.packet.Payload;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsReader;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;
import passerelle.packet.dns.DnsWriter;

class DnsMessageTest {
  private static DnsMessage reply() {
    return DnsMessage.query(4711, new DnsQuestion("www.example.com", DnsType.A))
        .reply(
            DnsMessage.RECURSION_AVAILABLE,
            DnsMessage.NOERROR,
            List.of(
                new DnsRecord("www.example.com", DnsType.CNAME, 60, "example.com."),
                new DnsRecord("example.com", DnsType.A, 600, "198.51.100.80"),
                new DnsRecord("example.com", DnsType.AAAA, 600, "2001:db8::1"),
                new DnsRecord("example.com", DnsType.MX, 5, "10 mail.example.com."),
                new DnsRecord("example.com", DnsType.TXT, 5, "\"a text\""),
                new DnsRecord(
                    "example.com", DnsType.SOA, 5, "ns.example.com. a.example.com. 1 2 3 4 5")));
  }

  @Test
  void aReplyIsReadAsItWasWritten() {
    DnsMessage reply = reply();
    assertEquals(Optional.of(reply), DnsReader.read(DnsWriter.write(reply)));
  }

  @Test
  void aNameThatStandsAlreadyIsWrittenAsAPointer() {
    DnsMessage query = DnsMessage.query(1, new DnsQuestion("web", DnsType.A));
    DnsRecord record = new DnsRecord("web", DnsType.A, 600, "10.0.1.2");
    assertEquals(21, DnsWriter.write(query).length());
    assertEquals(37, DnsWriter.write(query.reply(0, 0, List.of(record))).length());
  }

  @Property(tries = 2000, seed = "7")
  void octetsThatAreNoMessageAreRefusedQuietly(@ForAll @Size(max = 80) byte[] octets) {
    DnsReader.read(Payload.of(octets));
  }

  @Property(tries = 5000, seed = "11")
  void whatIsReadFromADamagedReplyCanBeWritten(
      @ForAll @Size(max = 4) List<@IntRange(max = 250) Integer> places, @ForAll byte with) {
    byte[] octets = DnsWriter.write(reply()).toBytes();
    places.forEach(place -> octets[place % octets.length] = with);
    DnsReader.read(Payload.of(octets)).ifPresent(DnsWriter::write);
  }

  @Test
  void aLoopOfPointersIsRefused() {
    byte[] octets = new byte[20];
    octets[5] = 1;
    octets[12] = (byte) 0xc0;
    octets[13] = 12;
    assertTrue(DnsReader.read(Payload.of(octets)).isEmpty());
  }
}

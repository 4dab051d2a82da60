package passerelle.service;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;

/**
 * What a small authoritative server knows: a few zones, every name of which has the same address.
 * All else does not exist.
 *
 * @param zones names of the zones, without their final dots
 * @param address the dotted quad
 * @param ttl seconds
 * @param noData the response code for a type of record that a name does not have: NOERROR (RFC 2308
 *     section 2.2), but some small servers deny the name
 */
record DnsZone(List<String> zones, String address, long ttl, int noData) {

  /** What it takes in one UDP datagram, in octets: fragments are avoided (DNS flag day 2020). */
  private static final int EDNS_SIZE = 1232;

  static DnsZone of(Map<String, String> settings) {
    return new DnsZone(
        List.of(settings.getOrDefault("zone", "example.com").split(" ")),
        settings.getOrDefault("address", "0.0.0.0"),
        Long.parseLong(settings.getOrDefault("ttl", "0")),
        settings.getOrDefault("noData", "").equals("NXDOMAIN")
            ? DnsMessage.NXDOMAIN
            : DnsMessage.NOERROR);
  }

  /** The answer; a question with EDNS gets one with EDNS (RFC 6891 section 6.1.1). */
  DnsMessage answer(DnsMessage query) {
    return plain(query).withEdns(query.edns().map(size -> EDNS_SIZE), "");
  }

  private DnsMessage plain(DnsMessage query) {
    if (query.questions().size() != 1) {
      return query.reply(0, DnsMessage.FORMERR, List.of());
    }
    DnsQuestion question = query.questions().get(0);
    String name = question.name().toLowerCase(Locale.ROOT);
    boolean known = zones.stream().anyMatch(z -> name.equals(z) || name.endsWith("." + z));
    if (known && question.type() == DnsType.A) {
      DnsRecord record = new DnsRecord(question.name(), DnsType.A, ttl, address);
      return query.reply(flags(), DnsMessage.NOERROR, List.of(record));
    }
    return query.reply(flags(), known ? noData : DnsMessage.NXDOMAIN, List.of());
  }

  private static int flags() {
    return DnsMessage.AUTHORITATIVE | DnsMessage.RECURSION_AVAILABLE;
  }
}

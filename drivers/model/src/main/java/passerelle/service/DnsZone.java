package passerelle.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.packet.dns.DnsMessage;
import passerelle.packet.dns.DnsQuestion;
import passerelle.packet.dns.DnsRecord;
import passerelle.packet.dns.DnsType;

/**
 * What a small server knows: a few zones, every name of which has the same address, and single
 * records, which come first. All else does not exist.
 */
final class DnsZone {

  /** What it takes in one UDP datagram, in octets: fragments are avoided (DNS flag day 2020). */
  private static final int EDNS_SIZE = 1232;

  /** How long single records may be kept, in seconds. */
  private static final long WIDE_TTL = 300;

  private static final int LONGEST_CHAIN = 8;
  private static final int RECURSIVE = DnsMessage.RECURSION_AVAILABLE;

  private final List<String> zones;
  private final String address;
  private final long ttl;
  private final int noData;
  private final String text;
  private Optional<Map<String, List<DnsRecord>>> records = Optional.empty();

  /**
   * A server's zone.
   *
   * @param settings {@code zone}: names of the zones, without their final dots; {@code address}:
   *     the dotted quad that all their names have; {@code ttl}: seconds; {@code noData}: {@code
   *     NXDOMAIN} for a server that denies a name that lacks a type of record (RFC 2308 section 2.2
   *     wants NOERROR); {@code records}: lines of a name in lower case, a type and data, as {@code
   *     example.org A 192.0.2.1}
   */
  DnsZone(Map<String, String> settings) {
    zones = List.of(settings.getOrDefault("zone", "example.com").split(" "));
    address = settings.getOrDefault("address", "0.0.0.0");
    ttl = Long.parseLong(settings.getOrDefault("ttl", "0"));
    noData =
        settings.getOrDefault("noData", "").equals("NXDOMAIN")
            ? DnsMessage.NXDOMAIN
            : DnsMessage.NOERROR;
    text = settings.getOrDefault("records", "");
  }

  /** Single records by owner, read at the first question: most servers of a lab are asked none. */
  private Map<String, List<DnsRecord>> records() {
    if (records.isEmpty()) {
      records = Optional.of(read(text));
    }
    return records.get();
  }

  private static Map<String, List<DnsRecord>> read(String text) {
    Map<String, List<DnsRecord>> records = new HashMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 3);
      int type = DnsType.number(words[1]).orElse(DnsType.TXT);
      String data = type == DnsType.TXT ? '"' + words[2] + '"' : words[2];
      records
          .computeIfAbsent(words[0], name -> new ArrayList<>())
          .add(new DnsRecord(words[0], type, WIDE_TTL, data));
    }
    return records;
  }

  /** Those that answer a question, an alias and what it stands for among them. */
  private List<DnsRecord> find(DnsQuestion question, String owner, int depth) {
    List<DnsRecord> found = new ArrayList<>();
    for (DnsRecord record : records().getOrDefault(owner, List.of())) {
      boolean alias = record.type() == DnsType.CNAME && question.type() != DnsType.CNAME;
      if (alias || record.type() == question.type() || question.type() == DnsType.ANY) {
        String name = depth == 0 ? question.name() : record.name();
        found.add(new DnsRecord(name, record.type(), record.ttl(), record.data()));
      }
      if (alias && depth < LONGEST_CHAIN) {
        found.addAll(find(question, record.data().replaceFirst("\\.$", ""), depth + 1));
      }
    }
    return found;
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
    if (records().containsKey(name)) {
      return query.reply(RECURSIVE, DnsMessage.NOERROR, find(question, name, 0));
    }
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

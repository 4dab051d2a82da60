package passerelle.packet.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.packet.Payload;

/** Writes messages as octets. */
public final class DnsWriter {
  private static final int COOKIE = 10;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, Integer> offsets = new HashMap<>();
  private final boolean compressed;

  private DnsWriter(boolean compressed) {
    this.compressed = compressed;
  }

  /** The message's octets, names compressed (RFC 1035 section 4.1.4). */
  public static Payload write(DnsMessage message) {
    return write(message, true);
  }

  /**
   * The message's octets.
   *
   * @param compressed whether a name that stands in them already is a pointer to there
   */
  public static Payload write(DnsMessage message, boolean compressed) {
    DnsWriter writer = new DnsWriter(compressed);
    writer.message(message);
    return Payload.of(writer.out.toByteArray());
  }

  private void message(DnsMessage message) {
    number16(message.id());
    number16(message.flags());
    number16(message.questions().size());
    number16(message.answers().size());
    number16(message.authority().size());
    number16(message.additional().size() + (message.edns().isPresent() ? 1 : 0));
    for (DnsQuestion question : message.questions()) {
      name(question.name());
      number16(question.type());
      number16(1);
    }
    for (List<DnsRecord> section :
        List.of(message.answers(), message.authority(), message.additional())) {
      section.forEach(this::record);
    }
    message.edns().ifPresent(size -> opt(size, message.cookie()));
  }

  private void opt(int size, String cookie) {
    byte[] octets = HexFormat.of().parseHex(cookie);
    out.write(0);
    number16(DnsType.OPT);
    number16(size);
    number16(0);
    number16(0);
    number16(octets.length == 0 ? 0 : octets.length + 4);
    if (octets.length > 0) {
      number16(COOKIE);
      number16(octets.length);
      out.writeBytes(octets);
    }
  }

  private void record(DnsRecord record) {
    name(record.name());
    number16(record.type());
    number16(1);
    number16((int) (record.ttl() >>> 16));
    number16((int) record.ttl() & 0xffff);
    DnsWriter data = new DnsWriter(compressed);
    int start = out.size() + 2;
    data.offsets.putAll(offsets);
    data.data(record, start);
    number16(data.out.size());
    out.writeBytes(data.out.toByteArray());
    offsets.putAll(data.offsets);
  }

  private void data(DnsRecord record, int start) {
    String text = record.data();
    switch (record.type()) {
      case DnsType.A -> number32(IpAddress.of(text).lastWord());
      case DnsType.AAAA -> {
        Ipv6Address address = Ipv6Address.of(text);
        number32((int) (address.high() >>> 32));
        number32((int) address.high());
        number32((int) (address.low() >>> 32));
        number32((int) address.low());
      }
      case DnsType.PTR, DnsType.CNAME, DnsType.NS -> name(text, start);
      case DnsType.TXT -> {
        String plain = text.replaceAll("^\"|\"$", "");
        byte[] octets = plain.getBytes(StandardCharsets.UTF_8);
        out.write(Math.min(255, octets.length));
        out.write(octets, 0, Math.min(255, octets.length));
      }
      case DnsType.MX -> {
        String[] words = text.split(" ");
        number16(Integer.parseInt(words[0]));
        name(words[1], start);
      }
      case DnsType.SOA -> soa(text.split(" "), start);
      default -> out.writeBytes(HexFormat.of().parseHex(text));
    }
  }

  private void soa(String[] words, int start) {
    name(words[0], start);
    name(words[1], start);
    for (int i = 2; i < words.length; i++) {
      number32((int) Long.parseLong(words[i]));
    }
  }

  private void name(String name) {
    name(name, 0);
  }

  /**
   * A name, or a pointer to where it stands already.
   *
   * @param base what to add to positions in this buffer for those in the message
   */
  private void name(String name, int base) {
    String rest =
        name.endsWith(".") && !name.endsWith("\\.") ? name.substring(0, name.length() - 1) : name;
    while (!rest.isEmpty()) {
      String key = rest.toLowerCase(Locale.ROOT);
      Integer known = offsets.get(key);
      if (known != null) {
        number16(0xc000 | known);
        return;
      }
      int position = base + out.size();
      if (compressed && position < 0x4000) {
        offsets.put(key, position);
      }
      int end = DnsLabel.end(rest);
      byte[] octets = DnsLabel.octets(rest.substring(0, end));
      int length = Math.min(63, octets.length);
      out.write(length);
      out.write(octets, 0, length);
      rest = end == rest.length() ? "" : rest.substring(end + 1);
    }
    out.write(0);
  }

  private void number16(int value) {
    out.write(value >>> 8);
    out.write(value);
  }

  private void number32(int value) {
    number16(value >>> 16);
    number16(value);
  }
}

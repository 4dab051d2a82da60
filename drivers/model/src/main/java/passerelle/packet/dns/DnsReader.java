package passerelle.packet.dns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.Ipv6Address;
import passerelle.packet.Payload;

/** Reads messages from octets; damaged ones are refused. */
public final class DnsReader {
  private static final int LONGEST_NAME = 255;
  private static final int COOKIE = 10;
  private final Payload octets;
  private int position;
  private Optional<Integer> edns = Optional.empty();
  private String cookie = "";

  /** The octets are no DNS message. */
  private static final class Damaged extends Exception {}

  private DnsReader(Payload octets) {
    this.octets = octets;
  }

  /** The message; empty when the octets are none. */
  public static Optional<DnsMessage> read(Payload octets) {
    try {
      return Optional.of(new DnsReader(octets).message());
    } catch (Damaged damaged) {
      return Optional.empty();
    }
  }

  private DnsMessage message() throws Damaged {
    int id = number16();
    int flags = number16();
    int[] counts = {number16(), number16(), number16(), number16()};
    List<DnsQuestion> questions = new ArrayList<>();
    for (int i = 0; i < counts[0]; i++) {
      String name = name();
      int type = number16();
      number16();
      questions.add(new DnsQuestion(name, type));
    }
    List<DnsRecord> answers = records(counts[1]);
    List<DnsRecord> authority = records(counts[2]);
    List<DnsRecord> additional = records(counts[3]);
    return new DnsMessage(id, flags, questions, answers, authority, additional, edns, cookie);
  }

  private List<DnsRecord> records(int count) throws Damaged {
    List<DnsRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = name();
      int type = number16();
      int size = number16();
      long ttl = number32() & 0xffff_ffffL;
      int length = number16();
      int end = position + length;
      if (end > octets.length()) {
        throw new Damaged();
      }
      if (type == DnsType.OPT) {
        edns = Optional.of(size);
        options(end);
      } else {
        records.add(new DnsRecord(name, type, ttl, data(type, length)));
      }
      position = end;
    }
    return records;
  }

  private void options(int end) throws Damaged {
    while (position + 4 <= end) {
      int code = number16();
      int length = number16();
      if (code == COOKIE && position + length <= end) {
        cookie = HexFormat.of().formatHex(octets.slice(position, position + length).toBytes());
      }
      position += length;
    }
  }

  private String data(int type, int length) throws Damaged {
    int start = position;
    return switch (type) {
      case DnsType.A -> {
        check(length == 4);
        yield IpAddress.of(number32()).toString();
      }
      case DnsType.AAAA -> {
        check(length == 16);
        yield new Ipv6Address(number64(), number64()).toString();
      }
      case DnsType.PTR, DnsType.CNAME, DnsType.NS -> name() + ".";
      case DnsType.MX -> number16() + " " + name() + ".";
      case DnsType.TXT -> text(start + length);
      case DnsType.SOA -> soa();
      default -> hex(start, length);
    };
  }

  private static void check(boolean sound) throws Damaged {
    if (!sound) {
      throw new Damaged();
    }
  }

  private String text(int end) throws Damaged {
    StringBuilder out = new StringBuilder();
    while (position < end) {
      int length = number8();
      if (position + length > end) {
        throw new Damaged();
      }
      out.append(out.isEmpty() ? "\"" : " \"");
      byte[] part = octets.slice(position, position + length).toBytes();
      out.append(new String(part, StandardCharsets.UTF_8)).append('"');
      position += length;
    }
    return out.toString();
  }

  private String soa() throws Damaged {
    StringBuilder out = new StringBuilder(name()).append(". ").append(name()).append('.');
    for (int i = 0; i < 5; i++) {
      out.append(' ').append(number32() & 0xffff_ffffL);
    }
    return out.toString();
  }

  private String hex(int from, int length) {
    return HexFormat.of().formatHex(octets.slice(from, from + length).toBytes());
  }

  private String name() throws Damaged {
    StringBuilder out = new StringBuilder();
    int back = -1;
    int jumps = 0;
    int total = 0;
    while (true) {
      int length = number8();
      if (length >= 0xc0) {
        int target = (length & 0x3f) << 8 | number8();
        back = back < 0 ? position : back;
        position = target;
        check(++jumps < 64);
      } else if (length == 0) {
        position = back < 0 ? position : back;
        return out.toString();
      } else {
        total += length + 1;
        check(length < 64 && total < LONGEST_NAME);
        if (!out.isEmpty()) {
          out.append('.');
        }
        for (int i = 0; i < length; i++) {
          DnsLabel.append(out, number8());
        }
      }
    }
  }

  private int number8() throws Damaged {
    if (position >= octets.length()) {
      throw new Damaged();
    }
    return octets.at(position++);
  }

  private int number16() throws Damaged {
    return number8() << 8 | number8();
  }

  private int number32() throws Damaged {
    return number16() << 16 | number16();
  }

  private long number64() throws Damaged {
    return (long) number32() << 32 | number32() & 0xffff_ffffL;
  }
}

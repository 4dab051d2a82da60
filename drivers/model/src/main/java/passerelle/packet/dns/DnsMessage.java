package passerelle.packet.dns;

import java.util.List;
import java.util.Optional;

/**
 * A DNS message (RFC 1035 section 4).
 *
 * @param id identifier, 0..65535
 * @param flags the 16 bits after it
 * @param questions the questions
 * @param answers the answers
 * @param authority the servers to ask instead
 * @param additional further records, OPT not among them
 * @param edns the sender's UDP payload size, when it knows EDNS(0) (RFC 6891)
 * @param cookie the EDNS cookie as hexadecimal digits; empty for none (RFC 7873)
 */
public record DnsMessage(
    int id,
    int flags,
    List<DnsQuestion> questions,
    List<DnsRecord> answers,
    List<DnsRecord> authority,
    List<DnsRecord> additional,
    Optional<Integer> edns,
    String cookie) {
  public static final int RESPONSE = 0x8000;
  public static final int AUTHORITATIVE = 0x0400;
  public static final int TRUNCATED = 0x0200;
  public static final int RECURSION_DESIRED = 0x0100;
  public static final int RECURSION_AVAILABLE = 0x0080;
  public static final int AUTHENTIC_DATA = 0x0020;
  public static final int CHECKING_DISABLED = 0x0010;

  public static final int NOERROR = 0;
  public static final int FORMERR = 1;
  public static final int SERVFAIL = 2;
  public static final int NXDOMAIN = 3;
  public static final int NOTIMP = 4;
  public static final int REFUSED = 5;

  public DnsMessage {
    questions = List.copyOf(questions);
    answers = List.copyOf(answers);
    authority = List.copyOf(authority);
    additional = List.copyOf(additional);
  }

  /** A plain query with recursion desired. */
  public static DnsMessage query(int id, DnsQuestion question) {
    return new DnsMessage(
        id,
        RECURSION_DESIRED,
        List.of(question),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        "");
  }

  /** A reply to this query with further flags, a code and answers. */
  public DnsMessage reply(int moreFlags, int code, List<DnsRecord> records) {
    int kept = flags & (RECURSION_DESIRED | CHECKING_DISABLED);
    return new DnsMessage(
        id,
        RESPONSE | kept | moreFlags | code,
        questions,
        records,
        List.of(),
        List.of(),
        Optional.empty(),
        "");
  }

  public DnsMessage withEdns(Optional<Integer> size, String newCookie) {
    return new DnsMessage(id, flags, questions, answers, authority, additional, size, newCookie);
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The response code, 0..15. */
  public int code() {
    return flags & 15;
  }
}

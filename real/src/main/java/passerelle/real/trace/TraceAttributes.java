package passerelle.real.trace;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.real.netlink.Attributes;
import passerelle.real.trace.TraceMessage.Connection;
import passerelle.real.trace.TraceMessage.Kind;
import passerelle.real.trace.TraceMessage.Verdict;

/** {@code enum nft_trace_attributes} (include/uapi/linux/netfilter/nf_tables.h). */
final class TraceAttributes {
  private static final int TABLE = 1;
  private static final int CHAIN = 2;
  private static final int RULE_HANDLE = 3;
  private static final int TYPE = 4;
  private static final int VERDICT = 5;
  private static final int ID = 6;
  private static final int NETWORK_HEADER = 8;
  private static final int TRANSPORT_HEADER = 9;
  private static final int IIF = 10;
  private static final int OIF = 12;
  private static final int POLICY = 16;
  private static final int CT_DIRECTION = 19;
  private static final int CT_STATE = 21;
  private static final int VERDICT_CODE = 1;

  private static final int TYPE_POLICY = 1;
  private static final int TYPE_RETURN = 2;
  private static final int NF_DROP = 0;
  private static final int NF_ACCEPT = 1;

  /** {@code NF_CT_STATE_BIT}. */
  private static final int ESTABLISHED = 1 << 1;

  private static final int RELATED = 1 << 2;
  private static final int NEW = 1 << 3;
  private static final int UNTRACKED = 1 << 6;

  private TraceAttributes() {}

  static TraceMessage read(String netns, Attributes from) {
    Kind kind =
        switch (from.big32(TYPE).orElse(0)) {
          case TYPE_POLICY -> Kind.POLICY;
          case TYPE_RETURN -> Kind.END;
          default -> handle(from) == 0 ? Kind.END : Kind.RULE;
        };
    OptionalInt code =
        kind == Kind.POLICY ? from.big32(POLICY) : from.nested(VERDICT).big32(VERDICT_CODE);
    return new TraceMessage(
        netns,
        from.big32(ID).orElse(0),
        from.text(TABLE).orElse(""),
        from.text(CHAIN).orElse(""),
        kind,
        handle(from),
        verdict(code.orElse(NF_ACCEPT)),
        from.big32(IIF).orElse(0),
        from.big32(OIF).orElse(0),
        header(from),
        connection(from));
  }

  private static Optional<PacketHeader> header(Attributes from) {
    byte[] transport = from.bytes(TRANSPORT_HEADER).orElse(new byte[0]);
    return from.bytes(NETWORK_HEADER)
        .map(network -> join(network, transport))
        .map(bytes -> PacketHeader.of(bytes, 0))
        .filter(PacketHeader::isIpv4);
  }

  private static byte[] join(byte[] network, byte[] transport) {
    int length = Math.min(network.length, network.length == 0 ? 0 : (network[0] & 0xf) * 4);
    return ByteBuffer.allocate(length + transport.length)
        .put(network, 0, length)
        .put(transport)
        .array();
  }

  private static long handle(Attributes from) {
    return from.bytes(RULE_HANDLE)
        .filter(bytes -> bytes.length == Long.BYTES)
        .map(bytes -> ByteBuffer.wrap(bytes).getLong())
        .orElse(0L);
  }

  private static Verdict verdict(int code) {
    return switch (code) {
      case NF_DROP -> Verdict.DROP;
      case NF_ACCEPT -> Verdict.ACCEPT;
      default -> Verdict.OTHER;
    };
  }

  private static Optional<Connection> connection(Attributes from) {
    OptionalInt bits = from.big32(CT_STATE);
    if (bits.isEmpty()) {
      return Optional.empty();
    }
    int state = bits.getAsInt();
    String word =
        (state & UNTRACKED) != 0
            ? "UNTRACKED"
            : (state & ESTABLISHED) != 0
                ? "ESTABLISHED"
                : (state & RELATED) != 0 ? "RELATED" : (state & NEW) != 0 ? "NEW" : "INVALID";
    return Optional.of(new Connection(word, from.u8(CT_DIRECTION).orElse(0) == 1));
  }
}

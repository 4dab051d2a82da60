package passerelle.real.trace;

import java.util.Optional;

/**
 * One message of nf_tables about a packet that is traced ({@code NFT_MSG_TRACE},
 * nf_tables_trace.c).
 *
 * @param netns the namespace
 * @param id number of the packet; taken again for later packets
 * @param table name of the table
 * @param chain name of the chain
 * @param kind what it tells of
 * @param handle number of the rule, with {@link Kind#RULE}
 * @param verdict what the rule or policy decided
 * @param in index of the device that the packet came in by, 0 for none
 * @param out index of the device that it leaves by, 0 for none
 * @param header the packet's first octets from the IP header on; only in a chain's first message
 * @param connection what connection tracking thinks of it; kernels before 6.16 do not say
 */
record TraceMessage(
    String netns,
    int id,
    String table,
    String chain,
    Kind kind,
    long handle,
    Verdict verdict,
    int in,
    int out,
    Optional<PacketHeader> header,
    Optional<Connection> connection) {

  /** What a message tells of. */
  enum Kind {
    /** A rule matched. */
    RULE,
    /** A base chain ended, and its policy decided. */
    POLICY,
    /** The end of a chain was reached, or a rule said RETURN. */
    END
  }

  /** What becomes of the packet, as far as it matters here. */
  enum Verdict {
    DROP,
    ACCEPT,
    OTHER
  }

  /**
   * What connection tracking thinks of a packet.
   *
   * @param state {@code NEW}, {@code ESTABLISHED}, {@code RELATED}, {@code INVALID} or {@code
   *     UNTRACKED}
   * @param reply whether it goes against the connection's first packet
   */
  record Connection(String state, boolean reply) {}
}

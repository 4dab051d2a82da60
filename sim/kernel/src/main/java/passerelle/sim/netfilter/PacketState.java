package passerelle.sim.netfilter;

/** What a packet is to its connection ({@code enum ip_conntrack_info}). */
public enum PacketState {
  /** The connection has been answered, or this answers it. */
  ESTABLISHED("ESTABLISHED", false),
  /** An ICMP error about the connection. */
  RELATED("RELATED", false),
  NEW("NEW", false),
  ESTABLISHED_REPLY("ESTABLISHED", true),
  RELATED_REPLY("RELATED", true);

  private final String word;
  private final boolean reply;

  PacketState(String word, boolean reply) {
    this.word = word;
    this.reply = reply;
  }

  /** {@code NEW}, {@code ESTABLISHED} or {@code RELATED}, as {@code --ctstate} says it. */
  public String word() {
    return word;
  }

  /** Goes against the direction of the connection's first packet. */
  public boolean isReply() {
    return reply;
  }

  boolean isRelated() {
    return this == RELATED || this == RELATED_REPLY;
  }
}

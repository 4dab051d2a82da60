package passerelle.netfilter;

/**
 * {@code -p}.
 *
 * @param protocol IP protocol number, 1..255 ("all" is no match at all)
 * @param negated any other protocol
 */
public record ProtocolMatch(int protocol, boolean negated) implements Match {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.protocol(this);
  }

  @Override
  public String text() {
    return CommandWords.bang(negated) + "-p " + Protocols.name(protocol);
  }

  @Override
  public int rank() {
    return 4;
  }
}

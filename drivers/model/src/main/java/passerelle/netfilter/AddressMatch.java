package passerelle.netfilter;

/**
 * {@code -s} or {@code -d}.
 *
 * @param side which address of the packet is looked at
 * @param network where it must be
 * @param negated or must not be
 */
public record AddressMatch(Side side, AddressMask network, boolean negated) implements Match {

  /** The packet's two addresses. */
  public enum Side {
    SOURCE,
    DESTINATION
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.address(this);
  }

  @Override
  public String text() {
    String option = side == Side.SOURCE ? "-s " : "-d ";
    return CommandWords.bang(negated) + option + network.text();
  }

  @Override
  public int rank() {
    return side.ordinal();
  }
}

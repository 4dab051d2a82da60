package passerelle.netfilter;

/**
 * {@code -i} or {@code -o}.
 *
 * @param side the device that the packet came in by, or will leave by
 * @param name its name; a {@code +} at the end stands for any rest
 * @param negated any other device
 */
public record InterfaceMatch(Side side, String name, boolean negated) implements Match {

  /** The packet's two devices. */
  public enum Side {
    IN,
    OUT
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.device(this);
  }

  @Override
  public String text() {
    return CommandWords.bang(negated) + (side == Side.IN ? "-i " : "-o ") + name;
  }

  @Override
  public int rank() {
    return 2 + side.ordinal();
  }
}

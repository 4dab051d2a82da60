package passerelle.netfilter;

/**
 * Goes on in a user-defined chain.
 *
 * @param chain name of the chain
 * @param isGoto {@code -g}: RETURN there does not come back here, but to the caller of this chain
 */
public record JumpTarget(String chain, boolean isGoto) implements Target {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.jump(this);
  }

  @Override
  public String label() {
    return chain;
  }

  @Override
  public String text() {
    return (isGoto ? "-g " : "-j ") + chain;
  }

  @Override
  public String verdict() {
    return (isGoto ? "goto " : "jump ") + chain;
  }
}

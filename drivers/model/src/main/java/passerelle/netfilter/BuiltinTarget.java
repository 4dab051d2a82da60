package passerelle.netfilter;

/** The verdicts that need no extension, and the rule without a target, which only counts. */
public enum BuiltinTarget implements Target {
  ACCEPT,
  DROP,
  /** Back to the calling chain; at the end of a built-in chain, its policy. */
  RETURN,
  /** No {@code -j}: the packet is counted and goes on to the next rule. */
  NONE;

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.builtin(this);
  }

  @Override
  public String label() {
    return this == NONE ? "" : name();
  }

  @Override
  public String text() {
    return this == NONE ? "" : "-j " + name();
  }
}

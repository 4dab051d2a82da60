package passerelle.netfilter;

/**
 * {@code -f}: second and further fragments.
 *
 * @param negated heads and whole packets instead
 */
public record FragmentMatch(boolean negated) implements Match {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.fragment(this);
  }

  @Override
  public String text() {
    return CommandWords.bang(negated) + "-f";
  }

  @Override
  public int rank() {
    return 5;
  }
}

package passerelle.sim.uapi;

/** What is wanted of what is there already ({@code NLM_F_CREATE}, {@code _REPLACE}...). */
public enum QdiscMode {
  ADD,
  CHANGE,
  REPLACE,
  LINK;

  /** What is not there is made. */
  public boolean creates() {
    return this == ADD || this == REPLACE;
  }
}

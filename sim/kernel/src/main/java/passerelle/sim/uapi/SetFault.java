package passerelle.sim.uapi;

/** Why the kernel refuses a change of a set ({@code enum ipset_errno}). */
public final class SetFault extends Exception {
  private final Why why;

  /** The reasons. */
  public enum Why {
    ELEMENT_EXISTS,
    ELEMENT_MISSING,
    FULL,
    OUT_OF_RANGE,
    NULL_VALUED,
    BAD_PREFIX,
    NO_SET,
    NO_SECOND_SET,
    SET_EXISTS,
    NEW_NAME_EXISTS,
    BUSY_DESTROY,
    BUSY_RENAME,
    OTHER_TYPE
  }

  public SetFault(Why why) {
    super(why.name());
    this.why = why;
  }

  public Why why() {
    return why;
  }
}

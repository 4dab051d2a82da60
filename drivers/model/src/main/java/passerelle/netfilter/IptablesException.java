package passerelle.netfilter;

/**
 * What iptables answers to a command that it cannot do. The kind decides how the message is dressed
 * and the exit status (include/xtables.h, enum xtables_exittype).
 */
public final class IptablesException extends Exception {
  private final Kind kind;
  private final boolean ofWholeRule;

  /** The kinds of failure, with the exit status of each. */
  public enum Kind {
    /** A wrong command line: prefix with version, and the hint how to get help. */
    PARAMETER(2),
    /** A wrong word on the command line: no prefix, but the hint. */
    BAD_ARGUMENT(2),
    /** Something that this version cannot do: prefix and the advice to upgrade. */
    VERSION(3),
    /** Refused by the kernel: prefix with version only. */
    RESOURCE(4),
    /** Refused by iptables with an error number of its own: {@code iptables: MESSAGE.} */
    OPERATION(1),
    /** Real, but not modelled here. */
    UNMODELLED(2);

    private final int status;

    Kind(int status) {
      this.status = status;
    }
  }

  public IptablesException(Kind kind, String message) {
    this(kind, message, false);
  }

  private IptablesException(Kind kind, String message, boolean ofWholeRule) {
    super(message);
    this.kind = kind;
    this.ofWholeRule = ofWholeRule;
  }

  /** Something is missing, which further options may still bring. */
  static IptablesException incomplete(String message) {
    return new IptablesException(Kind.PARAMETER, message, true);
  }

  boolean isOfWholeRule() {
    return ofWholeRule;
  }

  static IptablesException parameter(String message) {
    return new IptablesException(Kind.PARAMETER, message);
  }

  static IptablesException unmodelled(String what) {
    return new IptablesException(Kind.UNMODELLED, "Passerelle does not model " + what);
  }

  /** {@code -4} said to ip6tables, or {@code -6} to iptables: the hint alone. */
  static IptablesException otherFamily() {
    return new IptablesException(Kind.BAD_ARGUMENT, "");
  }

  /** No chain of that name: {@code iptables: No chain/target/match by that name.} */
  public static IptablesException noChain() {
    return new IptablesException(Kind.OPERATION, "No chain/target/match by that name.");
  }

  /** No such rule: {@code iptables: Bad rule (does a matching rule exist in that chain?).} */
  public static IptablesException badRule() {
    return new IptablesException(
        Kind.OPERATION, "Bad rule (does a matching rule exist in that chain?).");
  }

  public Kind kind() {
    return kind;
  }

  /** The exit status of the tool. */
  public int status() {
    return kind.status;
  }

  /**
   * What the tool prints on standard error, without the last line end.
   *
   * @param program the name by which it was called, such as {@code iptables}
   */
  public String render(String program) {
    return render(program, "");
  }

  /**
   * As {@link #render(String)}, with a line such as "Error occurred at line: 3" before the hint.
   */
  public String render(String program, String where) {
    String versioned = program + " v1.8.11 (nf_tables): " + getMessage();
    String hint =
        where + "Try `" + program + " -h' or '" + program + " --help' for more information.";
    return switch (kind) {
      case PARAMETER -> versioned + "\n" + hint;
      case BAD_ARGUMENT -> getMessage().isEmpty() ? hint : getMessage() + "\n" + hint;
      case VERSION -> versioned + "\nPerhaps iptables or your kernel needs to be upgraded.";
      case RESOURCE -> versioned;
      case OPERATION, UNMODELLED -> program + ": " + getMessage();
    };
  }
}

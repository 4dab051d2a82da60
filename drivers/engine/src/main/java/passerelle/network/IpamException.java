package passerelle.network;

/** A subnet or an address that cannot be given. */
public final class IpamException extends Exception {
  private final Problem problem;

  /** What is in the way. */
  public enum Problem {
    /** Another network has a part of the subnet. */
    POOL_OVERLAPS,
    /** All default subnets are given out. */
    POOLS_EXHAUSTED,
    /** The address wanted is taken. */
    ADDRESS_IN_USE,
    /** The subnet has no free address left. */
    NO_ADDRESS
  }

  public IpamException(Problem problem) {
    super(problem.name());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}

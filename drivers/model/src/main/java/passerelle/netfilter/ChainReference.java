package passerelle.netfilter;

import passerelle.addr.Family;

/**
 * Which chain of a network namespace: all that names it, whatever backend keeps it.
 *
 * @param backend whose chain it is
 * @param table the table's name: one of {@link Table} where the backend is iptables, {@code inet
 *     guard} with its family where it is nftables
 */
public record ChainReference(FirewallBackend backend, Family family, String table, String name) {

  /** A chain of iptables, or of ip6tables. */
  public static ChainReference of(Family family, Table table, String name) {
    return new ChainReference(FirewallBackend.IPTABLES, family, table.label(), name);
  }

  /** A chain of iptables. */
  public static ChainReference of(Table table, String name) {
    return of(Family.IPV4, table, name);
  }

  /**
   * A chain of nftables' own, as packets of a family see it.
   *
   * @param table its family and name
   */
  public static ChainReference ofNft(Family family, String table, String name) {
    return new ChainReference(FirewallBackend.NFTABLES, family, table, name);
  }

  /** Whether it is one of a table of iptables. */
  public boolean isIn(Table wanted) {
    return backend == FirewallBackend.IPTABLES && table.equals(wanted.label());
  }

  /** Whether it is of a table that {@code nft} made. */
  public boolean isNft() {
    return backend == FirewallBackend.NFTABLES;
  }

  /** One of its rules. */
  public RuleReference rule(int number, String text) {
    return new RuleReference(this, number, text);
  }

  /** What decides at its end. */
  public RuleReference policy(Policy policy) {
    return new RuleReference(this, 0, policy.name());
  }

  /** The chain itself, one that somebody has made. */
  public RuleReference declaration() {
    return new RuleReference(this, 0, "");
  }
}

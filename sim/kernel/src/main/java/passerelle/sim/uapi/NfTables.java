package passerelle.sim.uapi;

import java.util.List;
import java.util.Optional;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * The rules of one family in one namespace as programs see and change them, by names and numbers
 * (net/netfilter/nf_tables_api.c, in the words of iptables/nft.c). A table or built-in chain comes
 * into being when something is done to it. What is refused is told in iptables' words.
 */
public interface NfTables {
  /** Whether the table is there. */
  boolean has(Table table);

  /** All chains of a table; built-in ones that are not there stand as empty ones. */
  List<ChainInfo> dump(Table table);

  /** Whether a rule may jump to a chain of this name. */
  boolean hasChain(Table table, String name);

  /** How many rules a chain has. */
  int size(Table table, String chain);

  /** The number of the first rule equal to this one; fails when the chain has none. */
  int number(Table table, String chain, Rule rule) throws IptablesException;

  void append(Table table, String chain, Rule rule) throws IptablesException;

  /**
   * Inserts a rule.
   *
   * @param number the number that it will have, from 1
   */
  void insert(Table table, String chain, int number, Rule rule) throws IptablesException;

  void replace(Table table, String chain, int number, Rule rule) throws IptablesException;

  /**
   * Deletes the rule of a number.
   *
   * @param number from 1
   */
  void delete(Table table, String chain, int number) throws IptablesException;

  /** Deletes the first rule equal to this one. */
  void delete(Table table, String chain, Rule rule) throws IptablesException;

  /** Starts a rule's counters at other values than 0. */
  void setCounters(Table table, String chain, int number, long packets, long bytes);

  /** Starts the counters of a built-in chain's policy at other values than 0. */
  void setPolicyCounters(Table table, String chain, long packets, long bytes);

  /** Sets the counters to 0: of a chain's policy and rules, of one rule, or of all. */
  void zero(Table table, Optional<String> chain, int number) throws IptablesException;

  /**
   * Deletes all rules of a chain, which is made if it is a built-in one, or of all chains there are
   * (iptables-nft, {@code nft_rule_flush}).
   */
  void flush(Table table, Optional<String> chain) throws IptablesException;

  void newChain(Table table, String name) throws IptablesException;

  /** Deletes a chain, or all that are empty and unused. */
  void deleteChain(Table table, Optional<String> name) throws IptablesException;

  void renameChain(Table table, String name, String newName) throws IptablesException;

  /** Sets the policy of a built-in chain. */
  void setPolicy(Table table, String name, Policy policy) throws IptablesException;

  /** Empties a table and forgets its chains, as restoring it begins. */
  void clear(Table table);

  /** What makes the table again what it is now. */
  Runnable checkpoint(Table table);
}

/**
 * The rule language of iptables as values: hooks, tables, chains, rules, matches and targets, with
 * a parser and a printer of iptables' own syntax.
 */
package passerelle.netfilter;

package passerelle.netfilter;

/** The protocol family of a rule set: iptables or ip6tables. */
public enum Family {
  IPV4,
  IPV6
}

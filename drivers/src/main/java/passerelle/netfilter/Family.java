package passerelle.netfilter;

/** The protocol family of a rule set: iptables or ip6tables. */
public enum Family {
  IPV4("iptables"),
  IPV6("ip6tables");

  private final String command;

  Family(String command) {
    this.command = command;
  }

  /** The command that changes the family's rules; its {@code -save} and {@code -restore}, too. */
  public String command() {
    return command;
  }
}

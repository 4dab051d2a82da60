package passerelle.netfilter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of iptables, each with the hooks at which it has a built-in chain. */
public enum Table {
  RAW(Hook.PREROUTING, Hook.OUTPUT),
  MANGLE(Hook.PREROUTING, Hook.INPUT, Hook.FORWARD, Hook.OUTPUT, Hook.POSTROUTING),
  NAT(Hook.PREROUTING, Hook.INPUT, Hook.OUTPUT, Hook.POSTROUTING),
  FILTER(Hook.INPUT, Hook.FORWARD, Hook.OUTPUT);

  private final List<Hook> hooks;

  Table(Hook... hooks) {
    this.hooks = List.of(hooks);
  }

  /** The hooks with a built-in chain, in the order in which iptables lists them. */
  public List<Hook> hooks() {
    return hooks;
  }

  /** The name as in {@code iptables -t}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Table> ofLabel(String label) {
    return Stream.of(values()).filter(table -> table.label().equals(label)).findFirst();
  }
}

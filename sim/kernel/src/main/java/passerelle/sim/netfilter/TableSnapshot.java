package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The chains and rules of a table at one moment; iptables-restore does all or nothing. */
final class TableSnapshot {
  private final boolean present;
  private final List<ChainState> chains = new ArrayList<>();

  private record ChainState(
      Chain chain,
      String name,
      List<RuleEntry> entries,
      boolean accepts,
      long packets,
      long bytes) {}

  private TableSnapshot(boolean present) {
    this.present = present;
  }

  static TableSnapshot of(Optional<RuleTable> table) {
    TableSnapshot snapshot = new TableSnapshot(table.isPresent());
    for (Chain chain : table.map(RuleTable::chains).orElse(List.of())) {
      snapshot.chains.add(
          new ChainState(
              chain,
              chain.name(),
              List.copyOf(chain.entries()),
              chain.accepts(),
              chain.packets(),
              chain.bytes()));
    }
    return snapshot;
  }

  boolean isPresent() {
    return present;
  }

  void into(RuleTable table) {
    for (ChainState state : chains) {
      state.chain.rename(state.name);
      state.chain.setAccepts(state.accepts);
      state.chain.setCounters(state.packets, state.bytes);
      for (RuleEntry entry : state.entries) {
        state.chain.insert(state.chain.size(), entry);
      }
      table.add(state.chain);
    }
  }
}

package passerelle.sim.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.netfilter.Policy;

/**
 * The chains and rules of a table at one moment; iptables-restore does all or nothing ({@code
 * nf_tables_abort}).
 */
final class TableSnapshot {
  private final boolean present;
  private final List<ChainState> chains = new ArrayList<>();

  private record ChainState(
      Chain chain, String name, List<RuleEntry> entries, Policy policy, long packets, long bytes) {}

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
              chain.policy(),
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
      state.chain.setPolicy(state.policy);
      state.chain.setCounters(state.packets, state.bytes);
      for (RuleEntry entry : state.entries) {
        state.chain.insert(state.chain.size(), entry);
      }
      table.add(state.chain);
    }
  }
}

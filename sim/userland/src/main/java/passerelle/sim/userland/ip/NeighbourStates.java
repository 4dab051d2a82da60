package passerelle.sim.userland.ip;

import java.util.Locale;
import java.util.Optional;
import passerelle.sim.uapi.NeighbourState;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** The names of the states of a neighbour ({@code nud_state_a2n}). */
final class NeighbourStates {
  private NeighbourStates() {}

  /** The state; empty for {@code all} and {@code none}, which no entry has here. */
  static Optional<NeighbourState> parse(String name) throws ToolFailure {
    for (NeighbourState state : NeighbourState.values()) {
      if (Words.matches(name, state.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(state);
      }
    }
    if (Words.matches(name, "none", "all")) {
      return Optional.empty();
    }
    throw Words.invalid("nud state is bad", name);
  }
}

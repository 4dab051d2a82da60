package passerelle.scenarios.compare;

import java.util.HashMap;
import java.util.Map;

/**
 * Which random value of the real kernel plays the part of which of the simulated one's: one to one,
 * growing as values are met. Values of different scopes have nothing to do with each other.
 */
final class Bijection {
  private record Value(String scope, String text) {}

  private final Map<Value, String> realOf = new HashMap<>();
  private final Map<Value, String> simOf = new HashMap<>();

  /** Whether two values play the same part as far as is known; from then on they do. */
  boolean agree(String scope, String sim, String real) {
    Value fromSim = new Value(scope, sim);
    Value fromReal = new Value(scope, real);
    if (realOf.containsKey(fromSim) || simOf.containsKey(fromReal)) {
      return real.equals(realOf.get(fromSim));
    }
    realOf.put(fromSim, real);
    simOf.put(fromReal, sim);
    return true;
  }
}

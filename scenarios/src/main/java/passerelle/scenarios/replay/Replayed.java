package passerelle.scenarios.replay;

import java.util.Optional;
import passerelle.scenarios.match.Comparison;

/**
 * What a replay has come to.
 *
 * @param comparison whether all is as expected
 * @param passesUnder if it is not, another engine version under which it is
 */
record Replayed(Comparison comparison, Optional<String> passesUnder) {
  int commands() {
    return comparison.expected().steps().size();
  }
}

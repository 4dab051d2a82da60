package passerelle.cli.expect;

import java.util.Optional;
import java.util.stream.Stream;
import passerelle.cli.lab.Sites;
import passerelle.netfilter.ChainReference;
import passerelle.netfilter.RuleReference;
import passerelle.netfilter.Table;

/**
 * A rule, or the policy, of a chain stops the packets of a try, however it ends.
 *
 * @param place a machine, a running container, or a namespace made by hand
 */
record StoppedExpectation(Aim aim, String place, Table table, String chain) implements Expectation {
  static StoppedExpectation read(WordReader words) throws ExpectException {
    Aim aim = Aim.read(words);
    return new StoppedExpectation(aim, words.next("PLACE"), words.table(), words.next("CHAIN"));
  }

  @Override
  public Optional<Unmet> unmet(Scene scene) {
    String told = scene.text("stopped", aim.from(), aim.target(), table.label(), chain, place);
    Optional<String> missing =
        Stream.of(aim.from(), place).filter(p -> scene.place(p).isEmpty()).findFirst();
    if (missing.isPresent()) {
      return Optional.of(scene.nowhere(told, missing.get()));
    }
    Walk walk = Walk.of(aim, scene);
    String netns = new Sites(scene.trial()).find(place).map(Sites.Site::netns).orElse(place);
    boolean stopped =
        walk.stoppedBy(netns).stream()
            .map(RuleReference::chain)
            .anyMatch(ChainReference.of(table, chain)::equals);
    return stopped
        ? Optional.empty()
        : Optional.of(
            new Unmet(told, ReachExpectation.told(aim, walk.end(), scene), scene.why(aim)));
  }
}

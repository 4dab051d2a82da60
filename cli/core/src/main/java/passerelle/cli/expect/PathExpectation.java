package passerelle.cli.expect;

import java.util.Optional;
import passerelle.cli.lab.Sites;
import passerelle.lab.LabTopology;

/**
 * The packets of a try, which has to be answered, go through something, or do not.
 *
 * @param crosses whether they do
 * @param what {@code bridge} for any bridge of the Docker host, {@code nat} for a translation of
 *     addresses, or a device or a program that takes them, {@code docker0}, {@code PLACE/eth0} or
 *     {@code docker-proxy}
 */
record PathExpectation(Aim aim, boolean crosses, String what) implements Expectation {
  static PathExpectation read(WordReader words) throws ExpectException {
    Aim aim = Aim.read(words);
    String how = words.next("crosses, avoids");
    if (!how.equals("crosses") && !how.equals("avoids")) {
      throw words.wrong("fact", how, "crosses, avoids");
    }
    return new PathExpectation(
        aim, how.equals("crosses"), words.next("bridge, nat, DEVICE, PROGRAM"));
  }

  @Override
  public Optional<Unmet> unmet(Scene scene) {
    String told = told(crosses, scene);
    if (scene.place(aim.from()).isEmpty()) {
      return Optional.of(scene.nowhere(told, aim.from()));
    }
    Walk walk = Walk.of(aim, scene);
    if (walk.end() != Aim.End.ANSWERED) {
      return new ReachExpectation(aim, Aim.End.ANSWERED)
          .unmet(scene)
          .map(unmet -> new Unmet(told, unmet.found(), unmet.reason()));
    }
    return isCrossed(walk, scene) == crosses
        ? Optional.empty()
        : Optional.of(new Unmet(told, told(!crosses, scene), scene.why(aim)));
  }

  private boolean isCrossed(Walk walk, Scene scene) {
    int slash = what.indexOf('/');
    Optional<String> netns =
        slash < 0
            ? Optional.empty()
            : Optional.of(what.substring(0, slash))
                .map(
                    name ->
                        new Sites(scene.trial()).find(name).map(Sites.Site::netns).orElse(name));
    return switch (what) {
      case "bridge" -> walk.isBridged(LabTopology.HOST);
      case "nat" -> walk.isTranslated();
      default ->
          walk.crosses(netns, what.substring(slash + 1))
              || walk.isTakenBy(netns, what.substring(slash + 1));
    };
  }

  private String told(boolean crossing, Scene scene) {
    String key = what.equals("bridge") || what.equals("nat") ? what : "device";
    return scene.text("path." + key + (crossing ? "" : ".no"), aim.from(), aim.target(), what);
  }
}

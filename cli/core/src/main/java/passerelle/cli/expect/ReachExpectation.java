package passerelle.cli.expect;

import java.util.Locale;
import java.util.Optional;

/** A try ends in a certain way. */
record ReachExpectation(Aim aim, Aim.End wanted) implements Expectation {
  @Override
  public Optional<Unmet> unmet(Scene scene) {
    String told = told(wanted, scene);
    if (scene.place(aim.from()).isEmpty()) {
      return Optional.of(scene.nowhere(told, aim.from()));
    }
    Aim.End end = aim.tried(scene, () -> {});
    if (end == wanted) {
      return Optional.empty();
    }
    boolean unknown = end == Aim.End.UNREACHABLE && aim.address(scene).isEmpty();
    String found =
        unknown
            ? scene.text("reach.unknown", aim.from(), aim.host().replaceFirst("^@", ""))
            : told(end, scene);
    return Optional.of(new Unmet(told, found, scene.why(aim)));
  }

  /** It ends in any other way, where the one who asks is there. */
  Expectation no() {
    return scene -> {
      String told = scene.text("reach.no", aim.from(), aim.target());
      if (scene.place(aim.from()).isEmpty()) {
        return Optional.of(scene.nowhere(told, aim.from()));
      }
      return aim.tried(scene, () -> {}) == wanted
          ? Optional.of(new Unmet(told, told(wanted, scene), scene.why(aim)))
          : Optional.empty();
    };
  }

  private String told(Aim.End end, Scene scene) {
    return told(aim, end, scene);
  }

  /** How a try ends, in a sentence. */
  static String told(Aim aim, Aim.End end, Scene scene) {
    return scene.text("reach." + end.name().toLowerCase(Locale.ROOT), aim.from(), aim.target());
  }
}

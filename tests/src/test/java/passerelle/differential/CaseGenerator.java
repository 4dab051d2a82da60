package passerelle.differential;

import passerelle.engine.EngineVersion;

/** Makes a case of a seed. */
final class CaseGenerator {
  private CaseGenerator() {}

  /** The case: a lab, something unusual about it, traffic, a change, and traffic again. */
  static RandomCase of(long seed) {
    Dice dice = new Dice(seed);
    Draft draft = new Draft();
    EngineVersion engine = dice.of(EngineVersion.values());
    RandomLab lab = new RandomLab(dice, draft, engine);
    RandomRules rules = new RandomRules(dice, draft);
    RandomChanges changes = new RandomChanges(dice, draft, lab);
    RandomTraffic traffic = new RandomTraffic(dice, draft);
    RandomInterfaces interfaces = new RandomInterfaces(dice, draft);
    lab.build();
    times(dice.between(0, 3), rules::add);
    times(dice.between(0, 2), changes::route);
    times(dice.of(0, 0, 1), new RandomPolicies(dice, draft)::add);
    times(dice.of(0, 0, 1), changes::setting);
    times(dice.of(0, 0, 1), interfaces::change);
    times(dice.of(0, 0, 0, 1), interfaces::ports);
    times(dice.between(2, 4), traffic::send);
    switch (dice.between(1, 4)) {
      case 1, 2 -> {
        changes.container();
        times(dice.between(1, 2), traffic::send);
      }
      case 3 -> {
        interfaces.change();
        times(dice.between(1, 2), traffic::send);
      }
      default -> {
        // Nothing changes.
      }
    }
    return new RandomCase(seed, engine.label(), draft.lines());
  }

  private static void times(int count, Runnable task) {
    for (int i = 0; i < count; i++) {
      task.run();
    }
  }
}

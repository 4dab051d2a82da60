package passerelle.golden;

import passerelle.cli.session.SimLabFactory;
import passerelle.scenarios.replay.LabFactory;

/** The labs in which recordings, scenarios and lessons are replayed. */
final class Labs {
  private Labs() {}

  static LabFactory simulated() {
    return new SimLabFactory();
  }
}

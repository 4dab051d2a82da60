package passerelle.cli.play;

import passerelle.cli.session.Session;
import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Where;
import passerelle.sim.process.Sink;

/** A command of a transcript. */
record StepCue(Part.Step step) implements Cue {
  @Override
  public String prompt(Session session) {
    return step.place().prompt();
  }

  @Override
  public String command() {
    return step.command();
  }

  @Override
  public int run(Session session, Sink screen) {
    return session.run(new Where.Named(step.place()), step.command(), screen);
  }
}

package passerelle.cli.play;

import passerelle.cli.session.Session;
import passerelle.sim.process.Sink;

/** A command that is to be played. */
public interface Cue {
  /** The prompt behind which it is typed now, with its blank. */
  String prompt(Session session);

  /** The command as one types it, of one or more lines. */
  String command();

  /**
   * Does it.
   *
   * @param screen takes what is printed
   * @return the exit status
   */
  int run(Session session, Sink screen);
}

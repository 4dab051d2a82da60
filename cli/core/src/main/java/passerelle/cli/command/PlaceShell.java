package passerelle.cli.command;

import passerelle.cli.lab.Lab;
import passerelle.sim.process.Sink;

/** The shell of the place where one is, for what stands beside lab commands on a line. */
public interface PlaceShell {
  /** Runs a command line; the answer is its exit status. */
  int run(String line, Sink screen);

  /** The prompt at which lines for it are typed, with its blank at the end. */
  String prompt();

  /** The shell of the same place in another lab in which the same was done. */
  PlaceShell in(Lab other);

  /** Whether a program of the place has that name. */
  boolean knows(String word);
}

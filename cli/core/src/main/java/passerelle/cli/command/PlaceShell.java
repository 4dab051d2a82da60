package passerelle.cli.command;

import passerelle.sim.process.Sink;

/** The shell of the place where one is, for what stands beside lab commands on a line. */
public interface PlaceShell {
  /** Runs a command line; the answer is its exit status. */
  int run(String line, Sink screen);

  /** Whether a program of the place has that name. */
  boolean knows(String word);
}

package passerelle.kernel;

import java.util.function.IntConsumer;

/** A process in which a server runs: what its conduct prints with, and what it can do there. */
public interface ServerProcess extends ProcessOutput {
  /** Its number, as it sees it itself. */
  int pid();

  /** Starts a process that works for this one. */
  ServerProcess fork(Worker worker);

  /** Does something a moment later, unless it has ended or is about to. */
  void soon(Runnable deed);

  /** Ends, with a status from 0 to 255. */
  void exit(int status);

  /**
   * A process that works for a server's first one.
   *
   * @param title what {@code ps} shows of it
   * @param uid whom it runs as
   * @param first the least number that it may have: those before were used up
   * @param conduct what it says and does
   * @param ended hears its exit status, 128 + N after signal N
   */
  record Worker(String title, int uid, int first, ServerConduct conduct, IntConsumer ended) {}
}

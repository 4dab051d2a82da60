package passerelle.kernel;

import java.util.List;

/**
 * A process as the machine sees it.
 *
 * @param pid its number in the machine's own pid namespace
 * @param parent its parent's, 0 for none of the lab's
 * @param argv name and arguments
 * @param user whom it runs as, a number
 * @param started nanoseconds of the lab's clock
 * @param terminal as ps names it: {@code pts/0}, or {@code ?} for none
 */
public record ProcessView(
    int pid, int parent, List<String> argv, int user, long started, String terminal) {
  /** The same with another command line. */
  public ProcessView called(List<String> command) {
    return new ProcessView(pid, parent, command, user, started, terminal);
  }
}

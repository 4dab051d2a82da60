package passerelle.kernel;

import java.util.List;

/**
 * A process as the machine sees it.
 *
 * @param pid its number in the machine's own pid namespace
 * @param parent its parent's, 0 for none of the lab's
 * @param argv name and arguments
 * @param user whom it runs as, a number
 */
public record ProcessView(int pid, int parent, List<String> argv, int user) {}

package passerelle.sim.socket;

/**
 * Whose a socket is, as {@code ss -p} shows it.
 *
 * @param process name of the process
 * @param pid its number, as the machine sees it
 * @param fd the file descriptor, from 3
 */
public record Owner(String process, int pid, int fd) {}

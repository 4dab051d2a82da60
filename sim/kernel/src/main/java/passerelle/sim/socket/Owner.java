package passerelle.sim.socket;

/**
 * Whose a socket is, as {@code ss -p} shows it.
 *
 * @param process name of the process
 * @param pid its number, as the machine sees it
 * @param fd the file descriptor, from 3
 * @param privileged whether it may bind any port ({@code CAP_NET_BIND_SERVICE})
 */
public record Owner(String process, int pid, int fd, boolean privileged) {
  /** Root, who may bind any port. */
  public Owner(String process, int pid, int fd) {
    this(process, pid, fd, true);
  }

  /** The same as the owner of its next socket. */
  Owner next() {
    return new Owner(process, pid, fd + 1, privileged);
  }
}

package passerelle.sim.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whom a process runs as ({@code struct cred}).
 *
 * @param uid 0 is root
 * @param gid its group
 * @param groups further groups, without its own
 */
public record User(int uid, int gid, List<Integer> groups) {
  public static final User ROOT = new User(0, 0);

  /** A user in one group. */
  public User(int uid, int gid) {
    this(uid, gid, List.of());
  }

  /** All groups, its own first. */
  public List<Integer> allGroups() {
    return Stream.concat(Stream.of(gid), groups.stream()).distinct().toList();
  }
}

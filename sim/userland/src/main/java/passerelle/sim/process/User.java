package passerelle.sim.process;

/**
 * Whom a process runs as ({@code struct cred}).
 *
 * @param uid 0 is root
 * @param gid its group
 */
public record User(int uid, int gid) {
  public static final User ROOT = new User(0, 0);
}

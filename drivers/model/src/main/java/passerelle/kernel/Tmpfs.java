package passerelle.kernel;

/**
 * How a file system in memory is mounted ({@code mm/shmem.c}).
 *
 * @param size in octets; 0 for half of the memory
 * @param mode the permission bits of its root
 * @param uid whose its root is
 */
public record Tmpfs(long size, int mode, int uid) {
  private static final int PUBLIC = 01777;

  /** Without any option. */
  public static final Tmpfs USUAL = new Tmpfs(0, PUBLIC, 0);
}

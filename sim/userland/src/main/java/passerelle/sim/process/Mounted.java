package passerelle.sim.process;

/**
 * What is mounted on a path of a file system.
 *
 * @param inMemory files in memory, not those of a disk that are elsewhere, too
 * @param size of files in memory, in octets
 * @param used of that, in octets
 */
public record Mounted(boolean readOnly, boolean inMemory, long size, long used) {}

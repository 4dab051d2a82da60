package passerelle.sim.process;

/**
 * A name ({@code struct dentry}).
 *
 * @param inode what it stands for
 * @param birth greater for what was made later: tmpfs lists a directory by it
 */
record Dentry(Inode inode, long birth) {}

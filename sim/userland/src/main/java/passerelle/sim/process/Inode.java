package passerelle.sim.process;

import passerelle.sim.netns.Netns;

/** What a name in a directory stands for ({@code struct inode}). */
sealed interface Inode permits Inode.Directory, FileContents, Inode.Link, Inode.Namespace, Device {
  /** A directory; what is in it follows from the paths. */
  record Directory() implements Inode {}

  /**
   * A symbolic link.
   *
   * @param target as it was given, relative to the directory of the link or absolute
   */
  record Link(String target) implements Inode {}

  /** A file on which a network namespace is mounted ({@code fs/nsfs.c}), which that keeps alive. */
  record Namespace(Netns netns) implements Inode {}
}

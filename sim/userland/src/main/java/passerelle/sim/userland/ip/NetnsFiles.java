package passerelle.sim.userland.ip;

import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;

/** The files that a network namespace has of its own, {@code /etc/netns/NAME}. */
public final class NetnsFiles {
  private NetnsFiles() {}

  /** Where they are. */
  public static String directory(String name) {
    return "/etc/netns/" + name;
  }

  /**
   * They stand over those of {@code /etc} (iproute2, lib/namespace.c, bind_etc).
   *
   * @param there the files as whoever enters the namespace sees them
   * @param files those of the machine
   */
  public static void bind(FileSystem there, FileSystem files, String name) throws FileError {
    String own = directory(name);
    if (files.isDirectory(own)) {
      for (String file : files.list(own)) {
        there.bind("/etc/" + file, files, own + "/" + file, false);
      }
    }
  }
}

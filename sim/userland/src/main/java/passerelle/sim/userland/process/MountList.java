package passerelle.sim.userland.process;

import java.util.List;
import java.util.regex.Pattern;
import passerelle.sim.process.Process;
import passerelle.text.Resources;

/**
 * What {@code mount} lists without arguments: what a machine or a container has, and the namespaces
 * that have names. Binds that were made by hand are not among them.
 */
final class MountList {
  private static final String MACHINE = Resources.text(MountList.class, "mounts-machine.txt");

  private static final String CONTAINER = Resources.text(MountList.class, "mounts-container.txt");

  private static final Pattern LISTED =
      Pattern.compile("(?m)^(\\S+) on (\\S+) type (\\S+) \\((.*)\\)$");

  private MountList() {}

  static String of(Process self) {
    StringBuilder list = new StringBuilder(self.place().isContainer() ? CONTAINER : MACHINE);
    for (String directory : List.of("/run/netns", "/run/docker/netns")) {
      for (String name : self.files().names(directory)) {
        list.append("nsfs on " + directory + "/" + name + " type nsfs (rw)\n");
      }
    }
    return list.toString();
  }

  /** The same as {@code /proc/PID/mounts} has it, in the form of fstab(5). */
  static String table(Process self) {
    return LISTED.matcher(of(self)).replaceAll("$1 $2 $3 $4 0 0");
  }
}

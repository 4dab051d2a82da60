package passerelle.sim.userland.process;

import java.util.List;
import java.util.regex.Pattern;
import passerelle.sim.process.Mounted;
import passerelle.sim.process.Process;
import passerelle.text.Resources;

/**
 * What {@code mount} lists without arguments: what a machine or a container has, what was mounted
 * there, in front of the files that the engine mounts in every container, and the namespaces that
 * have names.
 */
final class MountList {
  private static final String MACHINE = Resources.text(MountList.class, "mounts-machine.txt");

  private static final String CONTAINER = Resources.text(MountList.class, "mounts-container.txt");

  private static final Pattern LISTED =
      Pattern.compile("(?m)^(\\S+) on (\\S+) type (\\S+) \\((.*)\\)$");

  /** What files in memory may take by themselves, in octets. */
  private static final long HALF = 2L << 30;

  private MountList() {}

  static String of(Process self) {
    String usual = self.place().isContainer() ? CONTAINER : MACHINE;
    StringBuilder list = new StringBuilder(usual);
    int engines = usual.indexOf("/dev/sda1 on /etc/");
    String options = self.place().isContainer() ? ",nosuid,nodev,noexec" : "";
    self.files()
        .mounted()
        .forEach(
            (root, mounted) -> {
              if (!usual.contains(" on " + root + " ")) {
                int end = list.length() - (engines < 0 ? 0 : usual.length() - engines);
                list.insert(end, line(root, mounted, options));
              }
            });
    for (String directory : List.of("/run/netns", "/run/docker/netns")) {
      for (String name : self.files().names(directory)) {
        list.append("nsfs on " + directory + "/" + name + " type nsfs (rw)\n");
      }
    }
    return list.toString();
  }

  private static String line(String root, Mounted mounted, String options) {
    String access = mounted.readOnly() ? "ro" : "rw";
    if (!mounted.inMemory()) {
      return "/dev/sda1 on " + root + " type ext4 (" + access + ",relatime)\n";
    }
    String size = mounted.size() == HALF ? "" : ",size=" + (mounted.size() >> 10) + "k";
    return "tmpfs on " + root + " type tmpfs (" + access + options + ",relatime" + size + ")\n";
  }

  /** The same as {@code /proc/PID/mounts} has it, in the form of fstab(5). */
  static String table(Process self) {
    return LISTED.matcher(of(self)).replaceAll("$1 $2 $3 $4 0 0");
  }
}

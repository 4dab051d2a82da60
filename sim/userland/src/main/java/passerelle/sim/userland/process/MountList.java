package passerelle.sim.userland.process;

import java.util.List;
import passerelle.sim.process.Process;

/**
 * What {@code mount} lists without arguments: what a machine or a container has, and the namespaces
 * that have names. Binds that were made by hand are not among them.
 */
final class MountList {
  private static final String MACHINE =
      """
      sysfs on /sys type sysfs (rw,nosuid,nodev,noexec,relatime)
      proc on /proc type proc (rw,nosuid,nodev,noexec,relatime)
      udev on /dev type devtmpfs (rw,nosuid,relatime,size=2020000k,nr_inodes=505000,mode=755)
      devpts on /dev/pts type devpts (rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=000)
      tmpfs on /run type tmpfs (rw,nosuid,nodev,noexec,relatime,size=409600k,mode=755)
      /dev/sda1 on / type ext4 (rw,relatime,errors=remount-ro)
      tmpfs on /dev/shm type tmpfs (rw,nosuid,nodev)
      cgroup2 on /sys/fs/cgroup type cgroup2 (rw,nosuid,nodev,noexec,relatime)
      """;

  private static final String CONTAINER =
      """
      overlay on / type overlay (rw,relatime)
      proc on /proc type proc (rw,nosuid,nodev,noexec,relatime)
      tmpfs on /dev type tmpfs (rw,nosuid,size=65536k,mode=755)
      devpts on /dev/pts type devpts (rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666)
      sysfs on /sys type sysfs (ro,nosuid,nodev,noexec,relatime)
      cgroup on /sys/fs/cgroup type cgroup2 (ro,nosuid,nodev,noexec,relatime)
      mqueue on /dev/mqueue type mqueue (rw,nosuid,nodev,noexec,relatime)
      shm on /dev/shm type tmpfs (rw,nosuid,nodev,noexec,relatime,size=65536k)
      /dev/sda1 on /etc/resolv.conf type ext4 (rw,relatime)
      /dev/sda1 on /etc/hostname type ext4 (rw,relatime)
      /dev/sda1 on /etc/hosts type ext4 (rw,relatime)
      """;

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
}

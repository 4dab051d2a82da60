package passerelle.sim.userland.sysctl;

import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileSystem;
import passerelle.sim.userland.tool.LabKernel;

/** The files in which a kernel shows the network of a namespace. */
public final class KernelFiles {
  private KernelFiles() {}

  /**
   * Puts /proc/sys, /proc/net and /sys/class/net among the files of a place.
   *
   * @param writable false where they are read-only, as in a container without privileges
   */
  public static void mount(FileSystem files, Netns netns, LabKernel kernel, boolean writable) {
    files.mount("/proc/sys", new ProcSys(kernel.settings(), netns, writable));
    files.mount("/proc/net", new ProcNet(netns));
    files.mount("/sys/class/net", new SysClassLinks(new Rtnetlink(netns)));
    files.mount("/sys/devices/virtual/net", new SysDevices(netns, writable));
    kernel.setSysctlWritable(files, writable);
  }
}

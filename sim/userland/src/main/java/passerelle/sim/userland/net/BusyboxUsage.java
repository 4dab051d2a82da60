package passerelle.sim.userland.net;

import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.BusyboxBuild;
import passerelle.text.Resources;

/** The usage texts of BusyBox's network commands. */
public final class BusyboxUsage {
  private BusyboxUsage() {}

  /** What the BusyBox of a process's place prints about a command whose arguments are wrong. */
  public static String of(String command, Process self) {
    String text = Resources.text(BusyboxUsage.class, "busybox-" + command + ".txt");
    return BusyboxBuild.in(self, BusyboxBuild.TITLE + "\n" + text);
  }
}

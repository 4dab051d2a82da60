package passerelle.sim.userland.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.BusyboxBuild;

/** The usage texts of BusyBox's network commands. */
public final class BusyboxUsage {
  private BusyboxUsage() {}

  /** What the BusyBox of a process's place prints about a command whose arguments are wrong. */
  public static String of(String command, Process self) {
    try (InputStream in = BusyboxUsage.class.getResourceAsStream("busybox-" + command + ".txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return BusyboxBuild.in(self, BusyboxBuild.TITLE + "\n" + text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package passerelle.sim.userland.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The usage texts of BusyBox's network commands. */
public final class BusyboxUsage {
  private static final String TITLE =
      "BusyBox v1.37.0 (Debian 1:1.37.0-6+b9) multi-call binary.\n\n";

  private BusyboxUsage() {}

  /** What BusyBox prints about a command when its arguments are wrong. */
  public static String of(String command) {
    try (InputStream in = BusyboxUsage.class.getResourceAsStream("busybox-" + command + ".txt")) {
      return TITLE + new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

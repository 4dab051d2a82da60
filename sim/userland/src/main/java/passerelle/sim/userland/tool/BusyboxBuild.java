package passerelle.sim.userland.tool;

import java.util.Map;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/** Which build of BusyBox a place has, as the first line of its texts says (libbb/messages.c). */
public final class BusyboxBuild {
  /** The build of Debian 13. */
  public static final String TITLE = "BusyBox v1.37.0 (Debian 1:1.37.0-6+b9) multi-call binary.\n";

  private static final String OFFICIAL =
      "BusyBox v1.37.0 (2024-09-26 21:31:42 UTC) multi-call binary.\n";

  /** Alpine's, by its release. */
  private static final Map<String, String> ALPINE =
      Map.of(
          "3.18", "v1.36.1 (2023-11-07 18:53:09 UTC)",
          "3.19", "v1.36.1 (2023-11-07 18:53:09 UTC)",
          "3.20", "v1.36.1 (2024-06-10 07:11:47 UTC)",
          "3.21", "v1.37.0 (2025-01-17 18:12:01 UTC)",
          "3.22", "v1.37.0 (2025-08-05 16:40:33 UTC)");

  private BusyboxBuild() {}

  /** A text that begins with Debian's title, as the build of a process's place has it. */
  public static String in(Process self, String text) {
    return switch (self.place().tools().name()) {
      case "alpine" -> text.replace(TITLE, alpine(self));
      case "defconfig" -> text.replace(TITLE, OFFICIAL);
      default -> text;
    };
  }

  private static String alpine(Process self) {
    try {
      String release = self.files().readText("/etc/alpine-release").strip();
      String branch = release.replaceFirst("^(\\d+\\.\\d+).*", "$1");
      return "BusyBox " + ALPINE.getOrDefault(branch, ALPINE.get("3.22")) + " multi-call binary.\n";
    } catch (FileError unknown) {
      return OFFICIAL;
    }
  }
}

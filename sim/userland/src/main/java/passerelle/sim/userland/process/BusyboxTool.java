package passerelle.sim.userland.process;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.BusyboxBuild;
import passerelle.text.Resources;

/** {@code busybox APPLET}: all its tools are one program (libbb/appletlib.c:busybox_main). */
public final class BusyboxTool implements BlockingProgram {
  private static final int WIDTH = 80;
  private static final int INDENT = 6;
  private static final String HELP =
      BusyboxBuild.TITLE + Resources.text(BusyboxTool.class, "busybox.txt");

  @Override
  public int run(Process self) {
    List<String> words = self.arguments();
    Toolset tools = self.place().tools();
    if (words.isEmpty() || words.get(0).equals("--help")) {
      List<String> names = List.copyOf(tools.names());
      self.stdout().print(BusyboxBuild.in(self, HELP) + lines(names) + "\n\n");
      return 0;
    } else if (words.get(0).equals("--list")) {
      self.stdout().print(String.join("\n", tools.names()) + "\n");
      return 0;
    }
    Optional<Toolset.Tool> applet = tools.find(words.get(0));
    if (applet.isEmpty()) {
      return self.stderr().print(words.get(0) + ": applet not found\n", 127);
    }
    Process child = self.spawn(applet.get().program(), words).inherit(self).create();
    child.start();
    return self.awaitEnd(child);
  }

  /** The names with commas between them, in lines that a terminal shows. */
  private static String lines(List<String> names) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String name : names) {
      int length = name.length() + 2;
      if (column >= WIDTH - length) {
        out.append(",\n");
        column = 0;
      }
      out.append(column == 0 ? "\t" : ", ").append(name);
      column = (column == 0 ? INDENT : column) + length;
    }
    return out.toString();
  }
}

package passerelle.sim.userland.process;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.BusyboxBuild;

/** {@code busybox APPLET}: all its tools are one program (libbb/appletlib.c:busybox_main). */
public final class BusyboxTool implements BlockingProgram {
  private static final int WIDTH = 80;
  private static final int INDENT = 6;
  private static final String HELP =
      BusyboxBuild.TITLE
          + """
          BusyBox is copyrighted by many authors between 1998-2015.
          Licensed under GPLv2. See source distribution for detailed
          copyright notices.

          Usage: busybox [function [arguments]...]
             or: busybox --list[-full]
             or: busybox --install [-s] [DIR]
             or: function [arguments]...

          \tBusyBox is a multi-call binary that combines many common Unix
          \tutilities into a single executable.  Most people will create a
          \tlink to busybox for each function they wish to use and BusyBox
          \twill act like whatever it was invoked as.

          Currently defined functions:
          """;

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

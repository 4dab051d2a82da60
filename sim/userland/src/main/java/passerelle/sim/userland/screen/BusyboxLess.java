package passerelle.sim.userland.screen;

import java.util.ArrayList;
import java.util.List;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.tty.Tty;
import passerelle.text.ByteText;

/**
 * {@code less} of BusyBox (miscutils/less.c): a text page by page. Without a terminal it prints the
 * text.
 */
public final class BusyboxLess implements BlockingProgram {
  private static final long EVER = Long.MAX_VALUE / 4;

  @Override
  public int run(Process self) {
    List<String> files = self.arguments().stream().filter(word -> !word.startsWith("-")).toList();
    if (files.isEmpty() && self.stdin().isTerminal()) {
      return self.stderr().println(self.name() + ": bad usage", 1);
    }
    String text;
    try {
      text = files.isEmpty() ? ByteText.decode(self.stdin().readAll()) : read(self, files.get(0));
    } catch (FileError error) {
      return self.stderr()
          .println(self.name() + ": can't open '" + files.get(0) + "': " + error.getMessage(), 1);
    }
    if (Tty.of(self.stdout().sink()).isEmpty() || !self.stdin().isTerminal()) {
      self.stdout().print(text);
      return 0;
    }
    page(new Screen(self), text, files.get(0));
    return 0;
  }

  private static String read(Process self, String file) throws FileError {
    return ByteText.decode(self.files().read(self.path(file)));
  }

  private static void page(Screen screen, String text, String name) {
    screen.takeKeys();
    int page = Math.max(1, screen.rows() - 1);
    List<String> lines = folded(text, screen.columns());
    int last = Math.max(0, lines.size() - page);
    int top = 0;
    boolean over = false;
    String status = name;
    while (!over) {
      screen.print(draw(lines, top, page, status));
      int key = screen.key(EVER);
      over = key == 'q' || key == 'Q' || key == 'C' - '@';
      top += step(key, page, lines.size());
      top = Math.max(0, Math.min(last, top));
      status = top == last ? "(END)" : ":";
    }
    screen.print("\r" + Screen.CLEAR_LINE);
  }

  private static int step(int key, int page, int all) {
    return switch (key) {
      case ' ', 'f', 'F' - '@' -> page;
      case 'b', 'B' - '@' -> -page;
      case 'j', 'e', '\r', '\n' -> 1;
      case 'k', 'y' -> -1;
      case 'd' -> page / 2;
      case 'u' -> -page / 2;
      case 'g', '<' -> -all;
      case 'G', '>' -> all;
      default -> 0;
    };
  }

  private static List<String> folded(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      String rest = line.replace("\t", "        ");
      while (rest.length() > width) {
        lines.add(rest.substring(0, width));
        rest = rest.substring(width);
      }
      lines.add(rest);
    }
    return lines;
  }

  private static String draw(List<String> lines, int top, int page, String status) {
    StringBuilder out = new StringBuilder(Screen.CLEAR);
    for (int row = top; row < top + page; row++) {
      out.append(row < lines.size() ? lines.get(row) : "~").append('\n');
    }
    return out.append(Screen.REVERSE).append(status).append(Screen.PLAIN).toString();
  }
}

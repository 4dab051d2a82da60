package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.text.Align;

/** What {@code select} shows and asks ({@code execute_cmd.c:select_query}). */
final class Menu {
  private static final int TAB = 8;

  private final Process self;
  private final ShellState shell;
  private final List<String> values;
  private boolean shown;
  private boolean over;

  Menu(Process self, ShellState shell, List<String> values) {
    this.self = self;
    this.shell = shell;
    this.values = values;
  }

  /**
   * The value that somebody chose, empty for a number that is none; nothing at the end of input.
   */
  Optional<String> ask() {
    while (true) {
      if (!shown) {
        show();
      }
      self.stderr().print(shell.variables.get("PS3").orElse("#? "));
      Optional<String> line = self.stdin().readLine();
      if (line.isEmpty()) {
        self.stdout().println("");
        over = true;
        return Optional.empty();
      }
      String reply = line.get().replace("\n", "");
      shell.variables.set("REPLY", reply);
      shown = !reply.isEmpty();
      if (shown) {
        int number = Builtin.number(reply.strip()).orElse(0);
        boolean one = number > 0 && number <= values.size();
        return Optional.of(one ? values.get(number - 1) : "");
      }
    }
  }

  /** Whether input has ended. */
  boolean isOver() {
    return over;
  }

  /** {@code print_select_list}: in columns where several fit, never in one row. */
  private void show() {
    int digits = Integer.toString(values.size()).length();
    int width = values.stream().mapToInt(String::length).max().orElse(0) + digits + 4;
    int count = values.size();
    int columns = Math.max(1, columns() / width);
    int rows = count / columns + (count % columns != 0 ? 1 : 0);
    if (rows == 1) {
      rows = count;
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      int position = 0;
      for (int i = row; i < count; i += rows) {
        int own = position == 0 ? Integer.toString(rows).length() : digits;
        String number = Integer.toString(i + 1);
        text.append(Align.right(number, own));
        text.append(") ").append(values.get(i));
        if (i + rows < count) {
          int end = position + Math.max(own, number.length()) + 2 + values.get(i).length();
          position += width;
          indent(text, end, position);
        }
      }
      text.append('\n');
    }
    self.stderr().print(text.toString());
  }

  private int columns() {
    return shell.variables.get("COLUMNS").flatMap(Builtin::number).orElse(80);
  }

  private static void indent(StringBuilder text, int from, int to) {
    int at = from;
    while (at < to) {
      boolean tab = to / TAB > at / TAB;
      text.append(tab ? '\t' : ' ');
      at += tab ? TAB - at % TAB : 1;
    }
  }
}

package passerelle.sim.userland.ps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Align;

/** BusyBox's {@code ps} (procps/ps.c, with its columns). */
public final class BusyboxPs implements LabKernel.Tool {
  private final List<String> shown;

  private static final Map<String, Column> COLUMNS = new LinkedHashMap<>();

  static {
    add("user", "USER", 8, Row::user);
    add("group", "GROUP", 8, Row::user);
    add("comm", "COMMAND", 16, Row::name);
    add("args", "COMMAND", 256, Row::command);
    add("pid", "PID", 5, row -> Align.right(String.valueOf(row.pid()), 5));
    add("ppid", "PPID", 5, row -> Align.right(String.valueOf(row.ppid()), 5));
    add("pgid", "PGID", 5, row -> Align.right(String.valueOf(row.group()), 5));
    add("nice", "NI", 5, row -> Align.right("0", 5));
    add("rgroup", "RGROUP", 8, Row::user);
    add("ruser", "RUSER", 8, Row::user);
    add("tty", "TT", 6, row -> row.tty().isPresent() ? "136,0" : "?");
    add("time", "TIME", 5, row -> " 0:00");
    add("vsz", "VSZ", 4, row -> Align.right(String.valueOf(Column.VIRTUAL), 4));
    add("sid", "SID", 5, row -> Align.right(String.valueOf(row.group()), 5));
    add("stat", "STAT", 4, row -> row.state());
    add("rss", "RSS", 4, row -> Align.right(String.valueOf(Column.RESIDENT), 4));
  }

  /**
   * The tool.
   *
   * @param timed shows the time that processes have computed, as a BusyBox with its authors'
   *     configuration does, and not Debian's
   */
  public BusyboxPs(boolean timed) {
    shown = timed ? List.of("pid", "user", "time", "args") : List.of("pid", "user", "args");
  }

  private static void add(
      String name, String header, int width, java.util.function.Function<Row, String> value) {
    COLUMNS.put(name, new Column(header, width, false, false, value));
  }

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Process self = kernel.process();
    List<Column> columns = new ArrayList<>();
    List<String> words = new ArrayList<>(self.arguments());
    while (!words.isEmpty()) {
      String word = words.remove(0);
      if (word.startsWith("-o")) {
        String list = word.length() > 2 || words.isEmpty() ? word.substring(2) : words.remove(0);
        for (String name : list.split(",")) {
          columns.add(column(name));
        }
      } else if (word.startsWith("-T")) {
        throw ToolFailure.notModelled("ps", "option -T");
      }
      // All else is for other systems' scripts, and means nothing.
    }
    if (columns.isEmpty()) {
      shown.forEach(name -> columns.add(COLUMNS.get(name)));
    }
    int width = self.stdout().isTerminal() ? self.stdout().columns() : 0;
    StringBuilder out = new StringBuilder();
    add(out, columns.stream().map(Column::header).toList(), columns, width);
    for (Row row : Row.seenBy(self)) {
      add(out, columns.stream().map(c -> c.value().apply(row)).toList(), columns, width);
    }
    kernel.out(out.toString());
    return 0;
  }

  private static Column column(String name) throws ToolFailure {
    String plain = name.replaceFirst("=.*", "");
    Column column = COLUMNS.get(plain);
    if (column == null) {
      throw new ToolFailure(
          1,
          "ps: bad -o argument '%s', supported arguments: %s\n"
              .formatted(plain, String.join(",", COLUMNS.keySet())));
    }
    return name.equals(plain) ? column : column.headed(name.substring(plain.length() + 1));
  }

  private static void add(
      StringBuilder out, List<String> cells, List<Column> columns, int terminal) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      int width = columns.get(i).width();
      String cell = cells.get(i).substring(0, Math.min(width, cells.get(i).length()));
      boolean last = i == cells.size() - 1;
      line.append(last ? cell : Align.left(cell, width + 1));
    }
    String text = line.toString();
    out.append(terminal > 0 && text.length() > terminal ? text.substring(0, terminal) : text);
    out.append('\n');
  }
}

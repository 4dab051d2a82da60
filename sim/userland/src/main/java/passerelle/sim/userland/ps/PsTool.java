package passerelle.sim.userland.ps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Align;

/**
 * The command {@code ps} of procps 4.0.4. Memory and processor time are not modelled: their columns
 * show what a small idle process has.
 */
public final class PsTool implements LabKernel.Tool {
  /**
   * Nanoseconds until it looks: it takes longer to start than most, so that it sees the commands
   * that its output goes to.
   */
  private static final long START = 1_000;

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Process self = kernel.process();
    Request request = Request.of(self.arguments());
    request.check(new Accounts(self.files()));
    self.sleep(START);
    List<Row> rows = new ArrayList<>(Row.seenBy(self));
    rows.removeIf(row -> !request.selects(row));
    for (String key : reversed(request.sortKeys())) {
      rows.sort(by(key));
    }
    List<Column> columns = request.columns();
    int width = self.stdout().isTerminal() && !request.isWide() ? self.stdout().columns() : 0;
    StringBuilder out = new StringBuilder();
    if (request.isHeaded()) {
      add(out, header(columns), width);
    }
    branches(rows, request.isTree())
        .forEach((row, branch) -> add(out, line(columns, row, branch), width));
    kernel.out(out.toString());
    return rows.isEmpty() ? 1 : 0;
  }

  private static List<String> reversed(List<String> keys) {
    List<String> all = new ArrayList<>(keys);
    Collections.reverse(all);
    return all;
  }

  private static Comparator<Row> by(String key) {
    Column column = Column.named(key.replaceFirst("^[-+]", "")).orElseThrow();
    Comparator<Row> order =
        Comparator.comparing(
            row -> column.value().apply(row),
            (one, other) ->
                one.matches("-?[0-9]+") && other.matches("-?[0-9]+")
                    ? Long.compare(Long.parseLong(one), Long.parseLong(other))
                    : one.compareTo(other));
    return key.startsWith("-") ? order.reversed() : order;
  }

  private static Map<Row, String> branches(List<Row> rows, boolean tree) {
    Map<Row, String> plain = new LinkedHashMap<>();
    rows.forEach(row -> plain.put(row, ""));
    return tree ? Forest.of(rows) : plain;
  }

  private static void add(StringBuilder out, String line, int width) {
    out.append(width > 0 && line.length() > width ? line.substring(0, width) : line).append('\n');
  }

  private static String header(List<Column> columns) {
    List<String> cells = columns.stream().map(Column::header).toList();
    return joined(columns, cells);
  }

  private static String line(List<Column> columns, Row row, String branch) {
    List<String> cells = new ArrayList<>();
    for (Column column : columns) {
      cells.add((column.command() ? branch : "") + column.value().apply(row));
    }
    return joined(columns, cells);
  }

  private static String joined(List<Column> columns, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      Column column = columns.get(i);
      String cell = cells.get(i);
      boolean last = i == cells.size() - 1;
      line.append(i == 0 ? "" : " ");
      if (column.right()) {
        line.append(Align.right(cell, column.width()));
      } else if (last) {
        line.append(cell);
      } else {
        String shown = cell.substring(0, Math.min(cell.length(), column.width()));
        line.append(Align.left(shown, column.width()));
      }
    }
    return line.toString();
  }
}

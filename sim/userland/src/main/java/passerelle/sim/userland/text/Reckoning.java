package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.text.Align;

/** {@code expr column}, and {@code date}. */
record Reckoning(Flavour flavour) {
  void addTo(Toolset.Builder tools, String bin) {
    new DateTool(flavour).addTo(tools, bin);
    BlockingProgram expr = self -> new Expr(flavour, self).run();
    tools.add(bin, expr, "expr");
    if (flavour == Flavour.GNU) {
      String columns = "table=t separator=s output-separator=o";
      tools.add(bin, flavour.tool("ts:o:!c:nNxJR:", columns, this::column), "column");
    }
  }

  private int column(Process self, Options options) {
    List<String[]> rows = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    String separators = options.value('s').orElse(" \t");
    int status =
        Complaining.each(
            self,
            options.operands(),
            "cannot open %s: %e",
            operand -> {
              Lines lines = Lines.of(self, operand);
              for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                plain.add(line.get());
                rows.add(cells(line.get(), separators, options.has('s')));
              }
            });
    if (!options.has('t')) {
      plain.stream().filter(line -> !line.isBlank()).forEach(self.stdout()::println);
      return status;
    }
    table(self, rows, options.value('o').orElse("  "));
    return status;
  }

  private static String[] cells(String line, String separators, boolean given) {
    String set = "[" + separators.replaceAll("([\\\\\\[\\]^-])", "\\\\$1") + "]";
    return given ? line.split(set, -1) : line.strip().split(set + "+");
  }

  private static void table(Process self, List<String[]> rows, String separator) {
    List<Integer> widths = new ArrayList<>();
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), row[i].length()));
      }
    }
    for (String[] row : rows) {
      if (row.length == 1 && row[0].isEmpty()) {
        continue;
      }
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.size(); i++) {
        String cell = i < row.length ? row[i] : "";
        boolean last = i == widths.size() - 1;
        line.append(last ? cell : Align.left(cell, widths.get(i)) + separator);
      }
      self.stdout().println(line.toString());
    }
  }
}

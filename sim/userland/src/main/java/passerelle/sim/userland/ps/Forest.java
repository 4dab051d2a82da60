package passerelle.sim.userland.ps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Processes below those that started them ({@code src/ps/display.c}: show_tree). */
final class Forest {
  private final List<Row> rows;
  private final Map<Row, String> branches = new LinkedHashMap<>();

  private Forest(List<Row> rows) {
    this.rows = rows;
  }

  /** The processes in the order of the tree, each with what is drawn before it. */
  static Map<Row, String> of(List<Row> rows) {
    Forest forest = new Forest(rows);
    for (Row row : rows) {
      boolean hasParent = rows.stream().anyMatch(other -> other.pid() == row.ppid());
      if (!hasParent || row.ppid() <= 1) {
        forest.add(row, "", "");
      }
    }
    return forest.branches;
  }

  private void add(Row row, String branch, String below) {
    branches.put(row, branch);
    List<Row> children = new ArrayList<>(rows);
    children.removeIf(other -> other.ppid() != row.pid() || branches.containsKey(other));
    if (row.pid() == 1) {
      return;
    }
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      add(children.get(i), below + " \\_ ", below + (last ? "    " : " |  "));
    }
  }
}

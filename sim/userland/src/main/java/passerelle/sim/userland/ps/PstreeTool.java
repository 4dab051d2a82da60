package passerelle.sim.userland.ps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** The command {@code pstree} (psmisc): processes as a tree, equal ones once. */
public final class PstreeTool implements LabKernel.Tool {

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    boolean pids = false;
    boolean arguments = false;
    boolean compact = true;
    int root = 1;
    boolean upwards = false;
    for (String word : kernel.process().arguments()) {
      if (word.matches("\\d{1,9}")) {
        root = Integer.parseInt(word);
      } else if (word.matches("-[apcsnlAUhT]+")) {
        pids |= word.indexOf('p') > 0;
        arguments |= word.indexOf('a') > 0;
        upwards |= word.indexOf('s') > 0;
        compact &= word.indexOf('c') < 0 && word.indexOf('p') < 0;
      } else {
        throw ToolFailure.notModelled("pstree", "option " + word);
      }
    }
    List<Row> rows = Row.seenBy(kernel.process());
    Tree tree = new Tree(rows, pids, arguments, compact);
    if (upwards) {
      tree.only(root);
      root = 1;
    }
    int first = root;
    if (rows.stream().noneMatch(r -> r.pid() == first)) {
      return 1;
    }
    kernel.out(arguments ? tree.withArguments(root) : tree.text(root));
    return 0;
  }

  /** The tree of some processes. */
  private static final class Tree {
    private final List<Row> rows;
    private final boolean pids;
    private final boolean arguments;
    private final boolean compact;

    Tree(List<Row> rows, boolean pids, boolean arguments, boolean compact) {
      this.rows = new ArrayList<>(rows);
      this.pids = pids;
      this.arguments = arguments;
      this.compact = compact;
    }

    /** Leaves a process with those above and below it ({@code -s}). */
    void only(int pid) {
      List<Integer> kept = new ArrayList<>();
      for (int at = pid; at > 0 && !kept.contains(at); at = parent(at)) {
        kept.add(at);
      }
      rows.removeIf(row -> !kept.contains(row.pid()) && !isBelow(row.pid(), pid));
    }

    private int parent(int pid) {
      return rows.stream().filter(r -> r.pid() == pid).mapToInt(Row::ppid).findFirst().orElse(0);
    }

    private boolean isBelow(int pid, int above) {
      int at = pid;
      for (int i = 0; i < rows.size() && at > 1; i++) {
        if (at == above) {
          return true;
        }
        at = parent(at);
      }
      return at == above;
    }

    private List<Row> children(int pid) {
      return rows.stream()
          .filter(r -> r.ppid() == pid && r.pid() != pid)
          .sorted(Comparator.comparing((Row r) -> name(r)).thenComparing(Row::pid))
          .toList();
    }

    /** The machine's first process has been started as init, and calls itself systemd. */
    private static String name(Row row) {
      return row.pid() == 1 && row.name().equals("init") ? "systemd" : row.name();
    }

    private Row row(int pid) {
      return rows.stream().filter(r -> r.pid() == pid).findFirst().orElseThrow();
    }

    private String label(Row row) {
      return name(row) + (pids ? "(" + row.pid() + ")" : "");
    }

    String text(int root) {
      return String.join("\n", lines(row(root))) + "\n";
    }

    /** A process with what is below it, line by line; those below begin in its first line. */
    private List<String> lines(Row row) {
      Map<String, Integer> counts = new LinkedHashMap<>();
      List<List<String>> blocks = new ArrayList<>();
      for (Row child : children(row.pid())) {
        List<String> block = lines(child);
        String key = String.join("\n", block);
        if (compact && counts.containsKey(key)) {
          counts.merge(key, 1, Integer::sum);
        } else {
          counts.put(key, 1);
          blocks.add(block);
        }
      }
      String label = label(row);
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < blocks.size(); i++) {
        List<String> block = blocks.get(i);
        int count = counts.get(String.join("\n", block));
        boolean last = i == blocks.size() - 1;
        String joint = blocks.size() == 1 ? "───" : i == 0 ? "─┬─" : last ? " └─" : " ├─";
        String margin = i == 0 ? label : " ".repeat(label.length());
        for (int line = 0; line < block.size(); line++) {
          String text = block.get(line);
          boolean first = line == 0;
          String many = count > 1 && first && block.size() == 1 ? count + "*[" + text + "]" : text;
          String between = first ? joint : last || blocks.size() == 1 ? "   " : " │ ";
          lines.add((first ? margin : " ".repeat(label.length())) + between + many);
        }
      }
      return lines.isEmpty() ? List.of(label) : lines;
    }

    /** With their arguments ({@code -a}), each in a line of its own. */
    String withArguments(int root) {
      StringBuilder text = new StringBuilder();
      add(row(root), "", "", text);
      return text.toString();
    }

    private void add(Row row, String branch, String below, StringBuilder text) {
      List<String> argv = row.process().argv();
      String rest = String.join(" ", argv.subList(Math.min(1, argv.size()), argv.size()));
      String number = pids ? "," + row.pid() : "";
      text.append(branch).append(name(row)).append(number);
      text.append(rest.isEmpty() || !arguments ? "" : " " + rest).append('\n');
      List<Row> children = children(row.pid());
      for (int i = 0; i < children.size(); i++) {
        boolean last = i == children.size() - 1;
        String joint = last ? "  └─" : "  ├─";
        add(children.get(i), below + joint, below + (last ? "    " : "  │ "), text);
      }
    }
  }
}

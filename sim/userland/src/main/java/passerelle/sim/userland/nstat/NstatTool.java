package passerelle.sim.userland.nstat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.shell.Glob;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.sysctl.SnmpTables;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;
import passerelle.text.WordSet;

/**
 * The command {@code nstat}: what the counters have gone up by since it was called last, which it
 * remembers in a file.
 */
public final class NstatTool implements LabKernel.Tool {
  private static final String WORDS =
      "help ignore scan: json nooutput pretty reset noupdate interval: version zeros";

  /** What the files hold and is no counter ({@code useless_numbers}). */
  private static final Set<String> USELESS =
      WordSet.of(
          """
          IpForwarding IpDefaultTTL TcpRtoAlgorithm TcpRtoMin TcpRtoMax TcpMaxConn TcpCurrEstab
          """);

  private static final String UNREADABLE = "nstat.c:129: error parsing history file\n";

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    Getopt given = Getopt.parse("h?vVzrnasd:t:jp", WORDS, kernel.process().arguments());
    given.orExit(kernel.process(), "nstat", 255, usage());
    Asked asked = new Asked(given);
    if (asked.has("h", "help")) {
      throw new ToolFailure(255, usage());
    }
    if (asked.has("V", "version") || asked.has("v", "version")) {
      kernel.out("nstat utility, iproute2-6.15.0\n");
      return 0;
    }
    if (asked.has("d", "scan") || asked.has("t", "interval")) {
      throw ToolFailure.notModelled("nstat", "samples by a daemon");
    }
    String file = kernel.process().environment().getOrDefault("NSTAT_HISTORY", "/tmp/.nstat.u0");
    Map<String, Long> before = asked.has("r", "reset") ? Map.of() : history(kernel, file);
    Map<String, Long> now = counters(kernel.netns());
    if (!asked.has("n", "nooutput")) {
      kernel.out(asked.text(now, asked.has("a", "ignore") ? Map.of() : before));
    }
    if (!asked.has("s", "noupdate")) {
      remember(kernel, file, asked.history(now, before));
    }
    return 0;
  }

  private static String usage() {
    return Resources.text(NstatTool.class, "usage.txt");
  }

  /** All that the three files count, in nstat's order. */
  private static Map<String, Long> counters(Netns netns) {
    SnmpTables tables = new SnmpTables(netns);
    Map<String, Long> all = new LinkedHashMap<>();
    add(all, tables.snmp());
    all.putAll(tables.snmp6());
    add(all, tables.netstat());
    all.keySet().removeAll(USELESS);
    return all;
  }

  private static void add(Map<String, Long> all, List<SnmpTables.Group> groups) {
    groups.forEach(group -> group.values().forEach((n, v) -> all.put(group.name() + n, v)));
  }

  /** What the file says: a line of comment, then a name, a value and a rate each. */
  private static Map<String, Long> history(KernelView kernel, String file) throws ToolFailure {
    Map<String, Long> values = new LinkedHashMap<>();
    try {
      if (!kernel.files().exists(file)) {
        return values;
      }
      for (String line : kernel.files().readText(file).lines().toList()) {
        String[] fields = line.split(" +");
        if (!line.startsWith("#") && fields.length < 2) {
          throw new ToolFailure(254, UNREADABLE);
        }
        if (!line.startsWith("#")) {
          values.put(fields[0], Long.parseLong(fields[1]));
        }
      }
    } catch (NumberFormatException damaged) {
      throw new ToolFailure(254, UNREADABLE);
    } catch (FileError unreadable) {
      throw new ToolFailure(255, "nstat: open history file: " + unreadable.getMessage() + "\n");
    }
    return values;
  }

  private static void remember(KernelView kernel, String file, String text) throws ToolFailure {
    try {
      kernel.files().writeText(file, text);
    } catch (FileError unwritable) {
      throw new ToolFailure(255, "nstat: open history file: " + unwritable.getMessage() + "\n");
    }
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** What the command line asks for. */
  private static final class Asked {
    private final Getopt given;
    private final Predicate<String> wanted;

    Asked(Getopt given) {
      this.given = given;
      List<String> patterns = given.operands().stream().map(NstatTool::folded).toList();
      wanted =
          name ->
              patterns.isEmpty()
                  || patterns.stream().anyMatch(glob -> Glob.matches(glob, folded(name)));
    }

    boolean has(String letter, String word) {
      return given.has(letter) || given.has(word);
    }

    private boolean shows(long value) {
      return value != 0 || has("z", "zeros");
    }

    /** The increments ({@code dump_incr_db}); a counter that went back tells all of itself. */
    String text(Map<String, Long> now, Map<String, Long> before) {
      Map<String, Long> shown = new LinkedHashMap<>();
      now.forEach(
          (name, value) -> {
            long old = before.getOrDefault(name, 0L);
            long more = value < old ? value : value - old;
            if (shows(more) && wanted.test(name)) {
              shown.put(name, more);
            }
          });
      return has("j", "json") ? json(shown) : lines(shown);
    }

    /** What is to be remembered: what was not shown keeps its old value ({@code dump_kern_db}). */
    String history(Map<String, Long> now, Map<String, Long> before) {
      Map<String, Long> kept = new LinkedHashMap<>();
      now.forEach(
          (name, value) -> {
            if (shows(value)) {
              kept.put(name, wanted.test(name) ? value : before.getOrDefault(name, value));
            }
          });
      return lines(kept);
    }

    private static String lines(Map<String, Long> values) {
      StringBuilder out = new StringBuilder("#kernel\n");
      values.forEach((name, value) -> out.append("%-32s%-16s   0.0\n".formatted(name, value)));
      return out.toString();
    }

    private String json(Map<String, Long> values) {
      boolean pretty = has("p", "pretty");
      String indent = pretty ? "\n    " : "";
      StringBuilder out = new StringBuilder("{" + indent + "\"kernel\":" + (pretty ? " {" : "{"));
      String separator = "";
      for (Map.Entry<String, Long> entry : values.entrySet()) {
        out.append(separator).append(pretty ? "\n        \"" : "\"").append(entry.getKey());
        out.append(pretty ? "\": " : "\":").append(entry.getValue());
        separator = ",";
      }
      return out.append(values.isEmpty() ? "" : indent)
          .append('}')
          .append(pretty ? "\n}\n" : "}\n")
          .toString();
    }
  }
}

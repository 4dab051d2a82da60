package passerelle.sim.userland.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.netfilter.IptablesCommand;
import passerelle.netfilter.IptablesException;
import passerelle.netfilter.IptablesException.Kind;
import passerelle.netfilter.IptablesSyntax;
import passerelle.netfilter.Policy;
import passerelle.netfilter.Table;
import passerelle.sim.uapi.NfTables;
import passerelle.sim.userland.net.Getopt;

/** The tool {@code iptables-restore} (iptables/xtables-restore.c): a table at a time or nothing. */
public final class IptablesRestore {
  private static final Pattern COUNTERS = Pattern.compile("\\[([0-9]{1,18}):([0-9]{1,18})\\] *");

  private final IptablesSession session;
  private final Getopt options;
  private final ToolRun run = new ToolRun();
  private Optional<Table> table = Optional.empty();
  private boolean skipping;
  private Runnable before;
  private Optional<IptablesException> missingChain = Optional.empty();
  private int line;

  private IptablesRestore(IptablesSession session, Getopt options) {
    this.session = session;
    this.options = options;
    before = session.rules().checkpoint(Table.FILTER);
  }

  /**
   * Runs a command line.
   *
   * @param args begins behind the tool's name
   * @param file reads a file's text, empty when there is none; the empty name is standard input
   */
  public static ToolRun run(
      IptablesSession session, List<String> args, Function<String, Optional<String>> file) {
    Getopt options =
        Getopt.parse(
            "bcvVthnwM:T:W:",
            "counters verbose version test help noflush wait modprobe: table: wait-interval:",
            args);
    IptablesRestore tool = new IptablesRestore(session, options);
    String program = session.program();
    Optional<String> fault = options.error();
    if (fault.isPresent()) {
      tool.run.complain(program + ": " + fault.get());
      return tool.run.fail(1, "Try `" + program + " -h' for more information.");
    }
    if (options.has("V", "version")) {
      tool.run.println(program + " v1.8.11 (nf_tables)");
      return tool.run;
    }
    String name = options.operands().isEmpty() ? "" : options.operands().get(0);
    Optional<String> text = file.apply(name);
    if (text.isEmpty()) {
      return tool.run.fail(1, "Can't open " + name + ": No such file or directory");
    }
    return tool.restore(text.get());
  }

  private ToolRun restore(String text) {
    try {
      for (String each : text.lines().toList()) {
        line++;
        line(each);
      }
    } catch (IptablesException e) {
      rollBack();
      return run.fail(e.status(), render(e));
    }
    if (table.isPresent() || skipping) {
      rollBack();
      return run.fail(1, session.program() + ": COMMIT expected at line " + (line + 1));
    }
    return run;
  }

  private String render(IptablesException e) {
    String program = session.program();
    return switch (e.kind()) {
      case OPERATION -> program + ": line " + line + " failed" + reason(e);
      case RESOURCE -> program + " v1.8.11 (nf_tables): \nline " + line + ":" + e.getMessage();
      default -> e.render(program, "Error occurred at line: " + line + "\n");
    };
  }

  private static String reason(IptablesException e) {
    return e.getMessage().isEmpty() ? "" : ": " + e.getMessage();
  }

  private void rollBack() {
    if (table.isPresent()) {
      before.run();
    }
  }

  private void line(String text) throws IptablesException {
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    if (text.equals("COMMIT") && (table.isPresent() || skipping)) {
      commit();
    } else if (text.startsWith("*") && table.isEmpty() && !skipping) {
      begin(text.substring(1).strip());
    } else if (skipping) {
      return;
    } else if (table.isEmpty()) {
      throw new IptablesException(Kind.OPERATION, "");
    } else if (text.startsWith(":")) {
      chain(text.substring(1));
    } else {
      rule(text);
    }
  }

  private void begin(String name) throws IptablesException {
    if (options.value("T", "table").filter(only -> !only.equals(name)).isPresent()) {
      skipping = true;
      return;
    }
    Optional<Table> found = Table.ofLabel(name);
    if (found.isEmpty()) {
      throw new IptablesException(
          Kind.PARAMETER,
          session.program() + ": line " + line + " table name '" + name + "' invalid");
    }
    if (!session.mayAdminister()) {
      throw new IptablesException(
          Kind.RESOURCE, " Could not fetch rule set generation id: Permission denied");
    }
    before = session.rules().checkpoint(found.get());
    table = found;
    missingChain = Optional.empty();
    if (!options.has("n", "noflush") && !options.has("t", "test")) {
      session.rules().clear(found.get());
    }
  }

  private void commit() throws IptablesException {
    if (missingChain.isPresent()) {
      throw missingChain.get();
    }
    if (options.has("t", "test")) {
      rollBack();
    }
    table = Optional.empty();
    skipping = false;
  }

  /** {@code :CHAIN POLICY [PACKETS:BYTES]}. */
  private void chain(String text) throws IptablesException {
    String[] words = text.strip().split(" +");
    NfTables rules = session.rules();
    Table in = table.orElseThrow();
    String name = words[0];
    boolean builtin = in.hooks().stream().anyMatch(h -> h.name().equals(name));
    if (words.length < 2) {
      throw new IptablesException(
          Kind.PARAMETER, session.program() + ": line " + line + " policy invalid");
    }
    if (!builtin) {
      if (rules.hasChain(in, name)) {
        rules.flush(in, Optional.of(name));
      } else {
        rules.newChain(in, name);
      }
    } else if (!words[1].equals("-")) {
      Policy policy = Policy.of(words[1]).orElseThrow(() -> operation("Bad policy name."));
      rules.setPolicy(in, name, policy);
      Matcher counters = COUNTERS.matcher(words.length > 2 ? words[2] : "");
      if (options.has("c", "counters") && counters.matches()) {
        rules.setPolicyCounters(
            in, name, Long.parseLong(counters.group(1)), Long.parseLong(counters.group(2)));
      }
    }
  }

  private static IptablesException operation(String message) {
    return new IptablesException(Kind.OPERATION, message);
  }

  private void rule(String text) throws IptablesException {
    Matcher counters = COUNTERS.matcher(text);
    boolean counted = counters.lookingAt();
    String rest = counted ? text.substring(counters.end()) : text;
    List<String> given = IptablesSyntax.words(rest);
    if (given.contains("-t") || given.contains("--table")) {
      throw new IptablesException(
          Kind.PARAMETER, "The -t option cannot be used in " + session.program() + ".\n");
    }
    List<String> words = new ArrayList<>(List.of("-t", table.orElseThrow().label()));
    if (counted && options.has("c", "counters")) {
      words.addAll(List.of("-c", counters.group(1), counters.group(2)));
    }
    words.addAll(given);
    IptablesCommand command = IptablesSyntax.parseCommand(session.family(), words, session.names());
    command.warnings().forEach(run::complain);
    try {
      Iptables.execute(session, run, command, table.orElseThrow());
    } catch (IptablesException e) {
      // Whether a chain is there that a rule jumps to shows only when all is committed.
      if (e.kind() != Kind.PARAMETER || !e.getMessage().startsWith("Chain '")) {
        throw e;
      }
      missingChain = Optional.of(missingChain.orElse(e));
    }
  }
}

package passerelle.sim.userland.ps;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.WordList;

/**
 * What is asked of procps's {@code ps} ({@code src/ps/parser.c}): options in UNIX manner with a
 * dash, in BSD manner without one, and long ones.
 */
final class Request {
  private static final List<String> UNMODELLED =
      WordList.of(
          """
          cols columns width lines rows headers Group group sid tty User context cumulative help
          info version
          """);
  private static final String ENDING =
      "\nUsage:\n ps [options]\n\n Try 'ps --help <simple|list|output|threads|misc|all>'\n"
          + "  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.\n\n"
          + "For more details see ps(1).\n";

  private static final String SHORT = "pid,tty8,time,ucmd";
  private static final String FULL = "fuid,pid,ppid,c,stime,tty8,time,cmd";
  private static final String STATE = "pid,tty8,stat,bsdtime,args";
  private static final String USER = "user,pid,pcpu,pmem,vsz,rss,tty8,stat,start_time,bsdtime,args";
  private static final String JOBS = "pid,pgid,sid,tty8,time,ucmd";
  private static final String BSD_JOBS = "ppid,pid,pgid,sid,tty8,tpgid,stat,uid,bsdtime,args";

  /** Real options of which nothing is here. */
  private static final String UNIX_LATER = "cFGgHLMOPsTtUVyZlm";

  private static final String BSD_LATER = "HLOSTUXZcegklmnrstv";

  private final List<String> rest;
  private List<Column> columns = List.of();
  private String preset = "";
  private final List<String> sortKeys = new ArrayList<>();
  private final Set<String> pids = new HashSet<>();
  private final Set<String> parents = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> users = new HashSet<>();
  private boolean everybody;
  private boolean followers;
  private boolean withTerminal;
  private boolean withoutTerminal;
  private boolean negated;
  private boolean tree;
  private boolean headless;
  private boolean wide;
  private boolean bsd;

  private Request(List<String> words) {
    rest = new ArrayList<>(words);
  }

  /** Reads a command line. */
  static Request of(List<String> words) throws ToolFailure {
    Request request = new Request(words);
    while (!request.rest.isEmpty()) {
      String word = request.rest.remove(0);
      if (word.startsWith("--")) {
        request.longOption(word.substring(2));
      } else if (word.startsWith("-") && word.length() > 1) {
        request.unix(word.substring(1));
      } else if (word.matches("[0-9][0-9,]*")) {
        request.pids.addAll(List.of(word.split(",")));
        request.bsd = true;
      } else {
        request.bsd(word);
      }
    }
    return request;
  }

  private void unix(String letters) throws ToolFailure {
    for (int i = 0; i < letters.length(); i++) {
      String behind = letters.substring(i + 1);
      switch (letters.charAt(i)) {
        case 'e', 'A' -> everybody = true;
        case 'a' -> withTerminal = true;
        case 'd' -> followers = true;
        case 'f' -> preset = FULL;
        case 'j' -> preset = JOBS;
        case 'w' -> wide = true;
        case 'N' -> negated = true;
        case 'o', 'p', 'q', 'C', 'u' -> {
          list(letters.charAt(i), argument(behind));
          return;
        }
        case 'x' -> {
          // "ps -aux" is "ps aux" where no user is called x.
          bsd(letters);
          return;
        }
        default -> throw refusal(letters.charAt(i), UNIX_LATER);
      }
    }
  }

  private void bsd(String letters) throws ToolFailure {
    bsd = true;
    for (int i = 0; i < letters.length(); i++) {
      switch (letters.charAt(i)) {
        case 'a' -> withTerminal = true;
        case 'x' -> withoutTerminal = true;
        case 'u' -> preset = USER;
        case 'j' -> preset = BSD_JOBS;
        case 'f' -> tree = true;
        case 'h' -> headless = true;
        case 'w' -> wide = true;
        case 'e' -> wide = true;
        case 'o', 'p', 'q' -> {
          list(letters.charAt(i), argument(letters.substring(i + 1)));
          return;
        }
        default -> throw refusal(letters.charAt(i), BSD_LATER);
      }
    }
  }

  private void longOption(String word) throws ToolFailure {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = equals < 0 ? "" : word.substring(equals + 1);
    switch (name) {
      case "forest" -> tree = true;
      case "no-headers", "no-heading", "noheader", "noheaders", "noheading" -> headless = true;
      case "deselect" -> negated = true;
      case "format" -> list('o', argument(value));
      case "pid", "quick-pid" -> list('p', argument(value));
      case "ppid" -> parents.addAll(words(argument(value)));
      case "user" -> list('u', argument(value));
      case "sort" -> sortKeys.addAll(words(argument(value)));
      default ->
          throw UNMODELLED.contains(name)
              ? ToolFailure.notModelled("ps", "option --" + name)
              : new ToolFailure(1, "error: unknown gnu long option\n" + ENDING);
    }
  }

  private static ToolFailure refusal(char letter, String later) {
    return later.indexOf(letter) >= 0
        ? ToolFailure.notModelled("ps", "option " + letter)
        : new ToolFailure(1, "error: unsupported option (BSD syntax)\n" + ENDING);
  }

  private String argument(String behind) throws ToolFailure {
    if (!behind.isEmpty()) {
      return behind;
    }
    if (rest.isEmpty()) {
      throw new ToolFailure(1, "error: option requires an argument\n" + ENDING);
    }
    return rest.remove(0);
  }

  private static List<String> words(String list) {
    return List.of(list.strip().split("[, ]+"));
  }

  private void list(char letter, String value) throws ToolFailure {
    switch (letter) {
      case 'o' -> columns = columns(value);
      case 'C' -> names.addAll(words(value));
      case 'u' -> users.addAll(words(value));
      default -> {
        for (String pid : words(value)) {
          if (!pid.matches("[0-9]{1,9}")) {
            throw new ToolFailure(1, "error: process ID list syntax error\n" + ENDING);
          }
          pids.add(pid);
        }
      }
    }
  }

  /** A header takes all that stands behind its {@code =}. */
  private List<Column> columns(String value) throws ToolFailure {
    List<Column> all = new ArrayList<>(columns);
    int equals = value.indexOf('=');
    String plain = equals < 0 ? value : value.substring(0, equals);
    List<String> specifiers = words(plain);
    for (int i = 0; i < specifiers.size(); i++) {
      String name = specifiers.get(i);
      Column column =
          Column.named(name)
              .orElseThrow(
                  () ->
                      new ToolFailure(
                          1,
                          "error: unknown user-defined format specifier \"%s\"\n%s"
                              .formatted(name, ENDING)));
      boolean headed = equals >= 0 && i == specifiers.size() - 1;
      all.add(headed ? column.headed(value.substring(equals + 1)) : column);
    }
    return all;
  }

  /** The columns asked for. */
  List<Column> columns() {
    String usual = bsd ? STATE : SHORT;
    return columns.isEmpty() ? Column.list(preset.isEmpty() ? usual : preset) : columns;
  }

  /** Whether a line with headers comes first. */
  boolean isHeaded() {
    return !headless && columns().stream().anyMatch(column -> !column.header().isEmpty());
  }

  boolean isTree() {
    return tree;
  }

  /** Whether lines may be longer than the terminal is wide. */
  boolean isWide() {
    return wide;
  }

  /** Columns to sort by, those in descending order with a minus. */
  List<String> sortKeys() throws ToolFailure {
    for (String key : sortKeys) {
      if (Column.named(key.replaceFirst("^[-+]", "")).isEmpty()) {
        throw new ToolFailure(1, "error: unknown sort specifier\n" + ENDING);
      }
    }
    return sortKeys;
  }

  /** Fails for a user whom nobody knows. */
  void check(Accounts accounts) throws ToolFailure {
    for (String user : users) {
      if (!accounts.has(user) && !user.matches("[0-9]+")) {
        throw new ToolFailure(1, "error: user name does not exist\n" + ENDING);
      }
    }
  }

  /** Whether a process is one of those asked for. */
  boolean selects(Row row) {
    return negated != isMeant(row);
  }

  private boolean isMeant(Row row) {
    List<Collection<String>> lists = List.of(pids, parents, names, users);
    if (everybody || withTerminal && withoutTerminal) {
      return true;
    }
    if (lists.stream().anyMatch(list -> !list.isEmpty())) {
      return pids.contains("" + row.pid())
          || parents.contains("" + row.ppid())
          || names.contains(row.name())
          || users.contains(row.user())
          || users.contains("" + row.process().user().uid());
    }
    if (followers) {
      return !row.isSessionLeader();
    }
    if (withTerminal) {
      return row.tty().isPresent();
    }
    boolean own = row.process().user().uid() == row.viewer().user().uid();
    return own && (withoutTerminal || row.isAtTerminalOf(row.viewer()));
  }
}

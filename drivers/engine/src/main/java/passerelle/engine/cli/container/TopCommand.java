package passerelle.engine.cli.container;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Unmodelled;
import passerelle.gotemplate.GoQuote;
import passerelle.gotemplate.TabWriter;
import passerelle.kernel.ProcessView;
import passerelle.lab.LabDate;
import passerelle.text.Resources;
import passerelle.text.WordMap;
import passerelle.text.WordSet;

/**
 * {@code docker top}: what {@code ps} of the machine says of a container's processes
 * (daemon/top_unix.go). Times and sizes are those that ps shows here of every process.
 */
public final class TopCommand {
  private static final String FULL = "uid,pid,ppid,c,stime,tty,time,cmd";
  private static final String USER = "user,pid,pcpu,pmem,vsz,rss,tty,stat,start,bsdtime,command";

  /** Formats of ps by the letters that choose them, those of BSD without a hyphen. */
  private static final Map<String, String> FORMATS =
      Map.of(
          "-", "pid,tty,time,ucmd",
          "-f", FULL,
          "-F", "uid,pid,ppid,c,sz,rss,psr,stime,tty,time,cmd",
          "-j", "pid,pgid,sid,tty,time,ucmd",
          "-l", "f,s,uid#,pid,ppid,c,pri,ni,addr,sz,wchan,tty,time,ucmd",
          "-ly", "s,uid#,pid,ppid,c,pri,ni,rss,sz,wchan,tty,time,ucmd",
          "", "pid,tty,stat,bsdtime,command",
          "u", USER,
          "j", "ppid,pid,pgid,sid,tty,tpgid,stat,uid#,bsdtime,command",
          "l", "f,uid#,pid,ppid,opri,ni,vsz,rss,wchan,stat,tty,bsdtime,command");

  private static final Map<String, String> TITLES =
      WordMap.of(
          """
          uid=UID user=USER pid=PID ppid=PPID c=C stime=STIME start=START tty=TTY time=TIME
          bsdtime=TIME cmd=CMD command=COMMAND args=COMMAND comm=COMMAND pcpu=%CPU pmem=%MEM
          vsz=VSZ rss=RSS stat=STAT ucmd=CMD sz=SZ psr=PSR pgid=PGID sid=SID f=F s=S uid#=UID
          pri=PRI opri=PRI ni=NI addr=ADDR wchan=WCHAN tpgid=TPGID
          """);

  /** What else ps could show (ps(1), standard format specifiers). */
  private static final Set<String> SPECIFIERS =
      WordSet.of(Resources.text(TopCommand.class, "specifiers.txt"));

  private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private TopCommand() {}

  public static int run(Invocation call) throws CliException, EngineException {
    List<String> options = call.arguments().subList(1, call.arguments().size());
    List<String> columns = columns(options);
    Container container = call.engine().container(call.arguments().get(0));
    if (!columns.contains("pid")) {
      // It is by that column that the daemon finds the container's processes.
      throw EngineException.system("Couldn't find PID field in ps output");
    }
    StringBuilder table = new StringBuilder();
    for (List<String> row : table(call, container, columns)) {
      table.append(String.join("\t", row)).append('\n');
    }
    call.io().out(TabWriter.align(table.toString(), 20, 3));
    return 0;
  }

  /** What {@code docker top} tells without options, its titles first. */
  public static List<List<String>> standard(Invocation call, Container container)
      throws EngineException {
    return table(call, container, List.of(FULL.split(",")));
  }

  private static List<List<String>> table(
      Invocation call, Container container, List<String> columns) throws EngineException {
    List<ProcessView> processes = call.engine().usage().processes(container);
    call.engine().tell(container, "top");
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.stream().map(TITLES::get).toList());
    Map<String, String> users = users(call);
    for (ProcessView process : processes) {
      String uid = String.valueOf(process.user());
      String user = users.getOrDefault(uid, process.user() == 0 ? "root" : uid);
      int leader = leader(process, processes);
      rows.add(columns.stream().map(c -> value(c, process, user, leader)).toList());
    }
    return rows;
  }

  /** The columns that options of ps ask for; others than these are refused. */
  private static List<String> columns(List<String> options) throws CliException, EngineException {
    String all = String.join(" ", options);
    if (all.isEmpty() || all.equals("-ef")) {
      return List.of(FULL.split(","));
    }
    if (all.matches("(.* )?--[a-z-]+( .*)?")
        && !all.matches(".*--(pid|user|sort|forest|format|no-head).*")) {
      throw EngineException.system("ps: error: unknown gnu long option");
    }
    Optional<String> format = format(options);
    if (format.isPresent()) {
      return List.of(format.get().split(","));
    }
    Optional<String> chosen =
        all.matches("-?e?o ?\\S+( -?o ?\\S+)*")
            ? Optional.of(all.replaceAll("(^| )-?e?o ?", ",").substring(1))
            : Optional.empty();
    List<String> columns = new ArrayList<>();
    for (String column : Arrays.asList(chosen.orElse("?").split(","))) {
      String name = column.replaceFirst("=.*", "").replaceFirst("^%", "p").toLowerCase(Locale.ROOT);
      if (chosen.isPresent() && !TITLES.containsKey(name) && !SPECIFIERS.contains(name)) {
        throw EngineException.system(
            "ps: error: unknown user-defined format specifier " + GoQuote.quote(column));
      }
      if (!TITLES.containsKey(name)) {
        throw Unmodelled.refuse(
            "options of ps behind docker top other than a e f j l u w x y A F and -o");
      }
      columns.add(name);
    }
    return columns;
  }

  /**
   * The format that letters choose (ps/parser.c: a word that is none of UNIX's is one of BSD's).
   */
  private static Optional<String> format(List<String> options) {
    StringBuilder unix = new StringBuilder();
    StringBuilder bsd = new StringBuilder();
    for (String option : options) {
      boolean old = !option.startsWith("-") || option.matches("-.*x.*");
      (old ? bsd : unix).append(option.replaceFirst("^-", ""));
    }
    if (!unix.toString().matches("[AaefFjlyw]*") || !bsd.toString().matches("[aefjluwx]*")) {
      return Optional.empty();
    }
    String all = bsd.length() > 0 ? bsd.toString() : "-" + unix;
    String chosen =
        all.startsWith("-") ? all.replaceAll("[Aaew]", "") : all.replaceAll("[aefwx]", "");
    return Optional.ofNullable(FORMATS.get(chosen.replaceFirst("^-fF$|^-Ff$", "-F")));
  }

  /** The first of a process's session, which its container's first process and an exec's begin. */
  private static int leader(ProcessView process, List<ProcessView> all) {
    return all.stream()
        .filter(other -> other.pid() == process.parent() && other != process)
        .findFirst()
        .map(other -> leader(other, all))
        .orElse(process.pid());
  }

  /** By number, the users that the host knows: it is its ps that is run. */
  private static Map<String, String> users(Invocation call) {
    Map<String, String> users = new HashMap<>();
    call.engine()
        .kernel()
        .spaces()
        .readFile(call.engine().settings().host(), "/etc/passwd")
        .ifPresent(
            text ->
                text.lines()
                    .map(line -> line.split(":"))
                    .filter(fields -> fields.length > 2)
                    .forEach(fields -> users.putIfAbsent(fields[2], fields[0])));
    return users;
  }

  private static String value(String column, ProcessView process, String user, int leader) {
    return switch (column) {
      case "uid", "user" -> user;
      case "pid" -> String.valueOf(process.pid());
      case "ppid" -> String.valueOf(process.parent());
      case "c", "psr", "ni" -> "0";
      case "uid#" -> String.valueOf(process.user());
      case "pgid", "sid" -> String.valueOf(leader);
      case "f" -> leader == process.pid() ? "4" : "0";
      case "s" -> "S";
      case "pri" -> "80";
      case "opri" -> "20";
      case "addr", "wchan" -> "-";
      case "tpgid" -> "-1";
      case "sz" -> "1100";
      case "stime", "start" -> START.format(LabDate.at(process.started()).atZone(ZoneOffset.UTC));
      case "tty" -> process.terminal();
      case "time" -> "00:00:00";
      case "bsdtime" -> "0:00";
      case "pcpu", "pmem" -> "0.0";
      case "vsz" -> "4400";
      case "rss" -> "3400";
      case "stat" -> leader == process.pid() ? "Ss" : "S";
      case "comm", "ucmd" -> process.argv().get(0).replaceFirst(".*/", "");
      default -> String.join(" ", process.argv());
    };
  }
}

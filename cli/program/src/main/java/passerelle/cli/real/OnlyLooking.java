package passerelle.cli.real;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.text.WordSet;

/**
 * Which lines of a shell are sure to change nothing: those whose every command is one that only
 * looks. A line that may write a file, set what the shell knows, or leave a job is none of them,
 * and neither is one with a command that is not known here.
 */
final class OnlyLooking {
  /** They look, whatever their arguments are. */
  private static final Set<String> ALWAYS =
      WordSet.of(
          """
          [ cat cut df dig du echo false fping free getent grep head host id jobs less ls lsns
          man more mtr netstat nslookup pgrep pidof ping ping6 printenv ps pstree pwd readlink
          seq sleep stat tail test top tr tracepath traceroute true type uname uniq uptime wc
          which whoami
          """);

  private static final String RULES =
      "(-t \\w+ ?|-[nvxwLS]+ ?|--list(-rules)? ?|--line-numbers ?|[A-Z][\\w-]* ?)*";

  /** They look with such arguments only. */
  private static final Map<String, Pattern> SOMETIMES =
      Map.ofEntries(
          some("arp", "(-[ane]+ ?)*"),
          some("bridge", "(-\\S+ )*(link|fdb|vlan|mdb)( (show|list).*)?"),
          some("conntrack", "-(L|E|C|S)( .*)?"),
          some(
              "curl", "(?!.*(^| )-(\\w*[oOTcD]|-output|-remote-name|-upload|-cookie-jar|-dump)).*"),
          some("date", "(\\+.*)?"),
          some("docker", docker()),
          some("hostname", "(-[iIf])?"),
          some("ifconfig", "(-a|\\S+)?"),
          some("ip", "(-\\S+ )*(?!netns exec)\\w+( (show|list|ls|lst|get)( .*)?)?"),
          some("ip6tables", RULES),
          some("iptables", RULES),
          some("nft", "(-\\w+ )*list .*"),
          some("route", "(-[ne]+ ?)*"),
          some("ss", "(?!.*(-\\w*K|--kill)).*"),
          some("sysctl", "(?!.*(=|-w|-p|--system|--load)).*"),
          some("tcpdump", "(?!.*-\\w*[wz]).*"),
          some("wget", "(-q ?O ?-|-O ?- -q) \\S+"));

  private static final Pattern INSIDE =
      Pattern.compile("docker (?:container )?exec(?: -[it]+)* [\\w.-]+ (?<command>.*)");

  /** What writes, sets, groups, repeats, or goes on in the background. */
  private static final Pattern MORE = Pattern.compile("[><`{}()!\\n]|(?<!&)&(?!&)");

  private OnlyLooking() {}

  private static Map.Entry<String, Pattern> some(String program, String arguments) {
    return Map.entry(program, Pattern.compile(arguments));
  }

  private static String docker() {
    String top =
        "diff|events|history|images|info|inspect|logs|port|ps|search|stats|top|version|wait";
    String lists = "inspect|logs|ls|list|port|ps|stats|top|history";
    return "(?:(?:" + top + ")|(?:container|image|network|volume) (?:" + lists + "))( .*)?";
  }

  /** Whether that line is sure to change nothing. */
  static boolean is(String line) {
    // What stands in single quotes means nothing to a shell: a template of docker, above all.
    String plain = line.replaceAll("'[^']*'", "x");
    return !MORE.matcher(plain).find()
        && List.of(plain.split("\\|\\||&&|[|;]")).stream().allMatch(OnlyLooking::looks);
  }

  private static boolean looks(String text) {
    String command = text.strip().replaceAll("\\s+", " ").replaceFirst("^sudo ", "");
    Matcher inside = INSIDE.matcher(command);
    if (inside.matches()) {
      return looks(inside.group("command"));
    }
    String program = command.split(" ", 2)[0];
    String arguments = command.substring(program.length()).strip();
    return command.isEmpty()
        || ALWAYS.contains(program)
        || Optional.ofNullable(SOMETIMES.get(program))
            .filter(pattern -> pattern.matcher(arguments).matches())
            .isPresent();
  }
}

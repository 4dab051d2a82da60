package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a printed line: what stays of it from one machine, day and release to another. The
 * values that vary stand there by their kind only, runs of blanks are one blank, and a comma at the
 * end does not count.
 *
 * @param text the line, values replaced by {@code <kind>}
 * @param values what was replaced, in order
 */
public record Shape(String text, List<Value> values) {
  /** The kinds of what varies. */
  public enum Kind {
    /** A MAC address, parts of which an author may keep, or a bridge id that holds one. */
    MAC(
        "(?:8000\\.)?(?:(?:[0-9A-Fa-f]{1,2}|[xX]{2}):){5}(?:[0-9A-Fa-f]{1,2}|[xX]{2})(?!:)"
            + "|8000\\.[0-9a-f]{12}"),
    /** An address of either family, with a prefix length or without. */
    ADDRESS(
        "\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?"
            + "|(?=[0-9A-Fa-f:]*::|(?:[0-9A-Fa-f]{1,4}:){7})[0-9A-Fa-f:]{2,39}(?:/\\d{1,3})?"),
    /** A date, a time of day, a duration or an age. */
    TIME(
        "\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)?(?:Z|"
            + " ?[+-]\\d\\d:?\\d\\d)?|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [A-Za-z0-9:"
            + " ]{5,30}\\d{4}(?: \\d\\d:\\d\\d:\\d\\d(?: [A-Z]{3,4})?)?|(?:Less than a second|About"
            + " an? (?:minute|hour)|\\d+ (?:second|minute|hour|day|week|month|year)s?)(?:"
            + " ago)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\\d{1,2}"
            + " {1,2}(?:\\d\\d:\\d\\d(?![\\d:])|\\d{4})|\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?|\\d+(?:\\.\\d+)?"
            + " ?(?:ms|us|usec|msec|sec|s|ns)"),
    /** The id or digest of a container, an image, a network. */
    ID(
        "sha256:[0-9a-f]{6,64}|[0-9a-f]{64}|[0-9a-f]{12}"
            // One that an author has made up, and cut short.
            + "|(?=[a-z]*\\d)(?=\\d*[a-z])[0-9a-z]{6,40}(?=\\.\\.\\.|…)"
            // One made up in its whole length, or nearly.
            + "|(?=[a-z]*\\d)(?=\\d*[a-z])[0-9a-z]{48,72}"
            + "|(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,40}"),
    /** A generated name of a device, or the index of its peer. */
    DEVICE("veth[0-9a-z]{5,9}|br-[0-9a-f]{12}"),
    /** The name that an engine gives to a container: an adjective and a surname. */
    NAME("(?<=^|[\\s/\"'])[a-z]{3,}_[a-z]{4,}\\d?(?=$|[\\s/\"',])"),
    /** A number: a count, a port, a size with its unit, a percentage, a version. */
    NUMBER("0x[0-9a-fA-F]+|v?\\d+(?:\\.\\d+)*(?:[-+~][0-9A-Za-z][\\w.+~-]*)?(?: ?[kKMGT]?i?B|%)?");

    private final String regex;

    Kind(String regex) {
      this.regex = regex;
    }
  }

  /** A value and its kind. */
  public record Value(Kind kind, String text) {}

  /** Longer lines are compared as they are. */
  private static final int LONGEST = 4000;

  private static final Pattern VALUE = value();
  private static final Pattern FLAGS = Pattern.compile("<[A-Z][A-Z_,-]*(?:,M-DOWN)?>");
  private static final Pattern QUEUE = Pattern.compile("\\bqdisc \\w+");

  /**
   * What comes and goes, or depends on how an address was given: by DHCP, by hand; also the
   * addresses that an interface with IPv6 has by itself.
   */
  private static final Pattern PASSING =
      Pattern.compile(
          " (?:tentative|dynamic|noprefixroute|linkdown|onlink|group default|mode DEFAULT|qlen"
              + " \\d+|proto kernel_\\w+|proto dhcp(?: src \\S+)?|metric \\d+)\\b| brd"
              + " \\d{1,3}(?:\\.\\d{1,3}){3}| (?:::1/128|fe80::[0-9a-f:]+/64)(?= |$)");

  /** Of what a program was built; distributions write their release there, or nothing. */
  private static final Pattern COMMIT = Pattern.compile("^(Git ?[Cc]ommit:).*");

  /** What Compose says of a thing, in whatever order it gets ready and how much is cut of it. */
  private static final Pattern PROGRESS =
      Pattern.compile("^([✔⠿] (?:Network|Container|Volume)) \\S+ ([A-Z][a-z]{2,4}).*");

  /** Where the author has had a file of Compose. */
  private static final Pattern COMPOSE_FILE = Pattern.compile("(?<=WARN\\[\\d{4}\\] )/\\S+(?=: )");

  /** What curl says behind the number of its error differs from release to release. */
  private static final Pattern CURL = Pattern.compile("(curl: \\(\\d+\\)) .*");

  /** The same among what {@code curl -v} tells. */
  private static final Pattern CURL_TELLS =
      Pattern.compile(
          "(?i)^(\\* (?:fail.* after (?=\\d+ ms: )|(?=(?:closing|shutting down) connection))).*");

  /**
   * The namespace of a peer has a number for a kernel, and a name for an iproute2 that knows it;
   * the card of the author's machine has none.
   */
  private static final Pattern PEER_NAMESPACE =
      Pattern.compile(" link-netns(?:id \\d+| \\S+)| \\(id: \\d+\\)$");

  /** Whose packages docker version speaks of. */
  private static final Pattern PACKAGED =
      Pattern.compile("^((?:Client|Server):) Docker (?:Engine|Desktop).*");

  /** Who answers a ping, by name as well where the resolver knows one; and how iputils was. */
  private static final Pattern ANSWERS =
      Pattern.compile("(bytes from )\\S+ \\(([0-9.]+)\\)(?=: icmp_)");

  /** How long an address is lent: the lab's are given for ever. */
  private static final Pattern LENT = Pattern.compile("(valid_lft|preferred_lft) \\d+sec");

  /** What SELinux puts behind the mode of a file. */
  private static final Pattern MODE = Pattern.compile("^([-dlbcps][-rwxsStT]{9})[.+](?= )");

  /** What a link leads to, quoted by releases of coreutils where a shell would want that. */
  private static final Pattern LINK = Pattern.compile("(?<= -> )'([^']*)'$");

  /** Releases of iputils before 2019 say an error of connect(2) without their own name. */
  private static final Pattern PING = Pattern.compile("^ping: (connect: )");

  private static final Pattern UNKNOWN_HOST =
      Pattern.compile("^ping: (?:unknown host|bad address) '?([^\\s']+)'?$");

  /** What tcpdump shows of a packet's octets. */
  private static final Pattern OCTETS =
      Pattern.compile("^0x[0-9a-f]{4}: (?:[0-9a-f]{2,4} ?)+(?: .*)?$");

  /**
   * Releases of tcpdump before 4.99 call it a size, and say how to see more with other words; who
   * sends leaves sums to the card.
   */
  private static final Pattern SNAPSHOT = Pattern.compile("capture size (?=\\d+ bytes)");

  /** Who sends and who is to get it, by the names that a resolver knows and another does not. */
  private static final Pattern BY_NAME =
      Pattern.compile(
          "(?<=\\bIP |\\bIP \\S{1,80} > )[a-zA-Z][\\w-]*(?:\\.[\\w-]+)*(?=(?: > \\S+)?: ICMP)");

  private static final Pattern SUM = Pattern.compile("\\((?:correct|incorrect -> 0x[0-9a-f]+)\\)");

  /** A route to a network that is on the link, as releases of BusyBox and iproute2 tell it. */
  private static final Pattern ON_LINK =
      Pattern.compile("( dev \\S+)(?: proto kernel)?(?: scope link)?(?= src )");

  /** How net-tools wrote before 2.0 that a route has no gateway. */
  private static final Pattern NO_GATEWAY =
      Pattern.compile("^(\\S+) \\*(?= \\d{1,3}(?:\\.\\d{1,3}){3} [UGHDMRC!]+ )");

  /** A rule's protocol, which iptables 1.8.8 to 1.8.10 list by its number with {@code -n}. */
  private static final Pattern PROTOCOL = Pattern.compile("(?<= )(?:0|1|6|17)(?= -[-f] )");

  private static final Map<String, String> PROTOCOLS =
      Map.of("0", "all", "1", "icmp", "6", "tcp", "17", "udp");

  /** What nss-myhostname calls the gateway's address, on machines that have it. */
  private static final Pattern GATEWAY = Pattern.compile("(?<= )_?gateway(?= 0\\.0\\.0\\.0 )");

  /** What Debian's and Ubuntu's shells put behind a user's grep. */
  private static final Pattern ALIAS = Pattern.compile("(?<=grep )--color=auto ");

  /** What a process waits for, and how many threads it has. */
  private static final Pattern STATE =
      Pattern.compile("(?<= (?:\\?|pts/\\d{1,3}|tty\\d) )[DIRSTZ][<NLsl+]{0,4}(?= )");

  /** Of a page only that it is one: servers have changed from one release of HTML to another. */
  private static final Pattern DOCTYPE = Pattern.compile("(?i)^<!DOCTYPE html\\b.*?>");

  /** Not a number that varies: nothing came back, and what is switched on or off. */
  private static final Pattern LOST = Pattern.compile("(?<!\\d)100% (?:packet )?loss");

  private static final Pattern SWITCH = Pattern.compile("^(net\\.[\\w.-]+) ?= ?([01])$");

  /** How machines call their first network card, which is eth0 here. */
  static final Pattern CARD =
      Pattern.compile(
          "(?<![\\w.-])(?:en(?:o\\d+|s\\d+|x[0-9a-f]{12}|p\\d+s\\d+\\w*)|wl(?:an\\d|p\\d+s\\d+))(?![\\w.-])");

  private static final Pattern NEIGHBOUR = Pattern.compile(" (?:REACHABLE|STALE|DELAY|PROBE)$");

  /** The peer of a device; BusyBox takes a number in another namespace for one of its own. */
  private static final Pattern PEER =
      Pattern.compile("@(?:if\\d+|NONE)\\b|(?<= eth0)@[\\w.-]+(?=: )");

  private static Pattern value() {
    List<String> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      kinds.add("(?<" + kind.name() + ">" + kind.regex + ")");
    }
    return Pattern.compile("(?<![\\w])(?:" + String.join("|", kinds) + ")(?![\\w])");
  }

  /** The shape of a line. */
  public static Shape of(String line) {
    String plain = line.strip().replaceAll("\\s+", " ").replace('’', '\'').replace('‘', '\'');
    if (plain.length() > LONGEST) {
      return new Shape(plain, List.of());
    }
    String shown = FLAGS.matcher(plain).replaceAll("<flags>");
    shown = QUEUE.matcher(shown).replaceAll("qdisc <name>");
    shown = PASSING.matcher(shown).replaceAll("");
    shown = NEIGHBOUR.matcher(shown).replaceAll(" <state>");
    shown = PEER.matcher(shown).replaceAll("");
    shown = shown.replace(" state LOWERLAYERDOWN", " state DOWN");
    shown = CARD.matcher(shown).replaceAll("eth0");
    shown = shown.replace("!localhost/8", "!loopback/8");
    shown = NO_GATEWAY.matcher(shown).replaceAll("$1 0.0.0.0");
    shown = PROTOCOL.matcher(shown).replaceAll(m -> PROTOCOLS.get(m.group()));
    shown = GATEWAY.matcher(shown).replaceAll("<address>");
    shown = ALIAS.matcher(shown).replaceAll("");
    shown = COMPOSE_FILE.matcher(shown).replaceAll("<file>");
    shown = COMMIT.matcher(shown).replaceFirst("$1");
    shown = PROGRESS.matcher(shown).replaceFirst("$1 <thing> $2");
    shown = CURL.matcher(shown).replaceAll("$1");
    shown = CURL_TELLS.matcher(shown).replaceAll("$1");
    shown = STATE.matcher(shown).replaceAll("<state>");
    shown = OCTETS.matcher(shown).replaceAll("<octets>");
    shown = shown.replace("use -v or -vv for full", "use -v[v]... for full");
    shown = shown.replace("dropped overrun mcast", "dropped missed mcast");
    shown = SNAPSHOT.matcher(shown).replaceAll("snapshot length ");
    shown = BY_NAME.matcher(shown).replaceAll("<address>");
    shown = SUM.matcher(shown).replaceAll("(<sum>)");
    shown = ON_LINK.matcher(shown).replaceAll("$1");
    shown = PEER_NAMESPACE.matcher(shown).replaceAll("");
    shown = ANSWERS.matcher(shown).replaceAll("$1$2").replace(": icmp_req=", ": icmp_seq=");
    shown = PACKAGED.matcher(shown).replaceFirst("$1");
    shown = LENT.matcher(shown).replaceAll("$1 forever");
    shown = LINK.matcher(shown).replaceFirst("$1");
    shown = MODE.matcher(shown).replaceAll("$1");
    shown = DOCTYPE.matcher(shown).replaceAll("<!doctype html>");
    shown = PING.matcher(shown).replaceAll("$1");
    shown = UNKNOWN_HOST.matcher(shown).replaceAll("ping: $1: Name or service not known");
    shown = LOST.matcher(shown).replaceAll("<lost>");
    shown = SWITCH.matcher(shown).replaceAll(m -> m.group(1) + (on(m) ? "<on>" : "<off>"));
    List<Value> values = new ArrayList<>();
    Matcher m = VALUE.matcher(shown);
    String text = m.replaceAll(found -> Matcher.quoteReplacement(mark(found, m, values)));
    return new Shape(text.replaceFirst(",$", ""), List.copyOf(values));
  }

  private static boolean on(MatchResult set) {
    return set.group(2).equals("1");
  }

  private static String mark(MatchResult found, Matcher m, List<Value> values) {
    Kind kind = kind(m).orElse(Kind.NUMBER);
    values.add(new Value(kind, found.group()));
    return "<" + kind.name().toLowerCase(Locale.ROOT) + ">";
  }

  private static Optional<Kind> kind(Matcher m) {
    for (Kind kind : Kind.values()) {
      if (m.group(kind.name()) != null) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}

package passerelle.scenarios.slides;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Ids and processes in commands that no output has printed before: the author has looked them up
 * off the slides. They are those of what came last. The author's network card is this machine's.
 */
final class UnknownValues {
  private static final Pattern ID =
      Pattern.compile("(?<![\\w.:/@-])[0-9a-f]{12}(?:[0-9a-f]{52})?(?![\\w.:-])");

  /** An id cut short, as a whole word. */
  private static final Pattern SHORT_ID =
      Pattern.compile("(?<= )(?=[a-f]*\\d)(?=\\d*[a-f])[0-9a-f]{2,11}(?=\\s|:/|$)");

  /** A name that the engine has made up for a container that got none. */
  private static final Pattern GENERATED =
      Pattern.compile(
          "(?<= )[a-z]{3,14}_(?!(?:container|conteneur|service|server|network|image|name|app|db)\\b)[a-z]{3,14}\\d?(?=\\s|:/|$)");

  /** What takes an image by its id, where others take a container. */
  private static final Pattern BEGINS =
      Pattern.compile("(?:sudo )?docker (?:container )?(?:run|create) (?!.*container:)");

  /** A short name with a number, which could as well be the beginning of an id. */
  private static final Pattern NUMBERED = Pattern.compile("([a-f])\\d");

  /** What takes containers or networks that are there. */
  private static final Pattern TAKES_IDS =
      Pattern.compile(
          "(?s)(?:sudo )?docker (?:container"
              + " )?(?:attach|cp|diff|exec|inspect|kill|logs|pause|port|rename|restart|rm|start|stats|stop|top|unpause|wait)"
              + " .*");

  /**
   * The address that VirtualBox gives to a guest behind its NAT (manual, section 6.3): that of the
   * author's machine; an address of which a comment says so; and {@code docker:3000}, as Katacoda's
   * machine is called.
   */
  private static final Pattern MACHINE =
      Pattern.compile(
          "(?iu)(?<=curl"
              + " (?:http://)?)docker(?=:\\d)|(?<![\\d.])(?:10\\.0\\.2\\.15(?![\\d.])|\\d{1,3}(?:\\.\\d{1,3}){3}(?=[^\\d./\\n"
              + "]*#\\s*(?:(?:the )?host(?:'s)?|eth0|hôte) (?:ip|addr)))");

  /**
   * A private address of which a server is asked, or at which a port is published. Where the lab
   * has no network that it is of, and nothing says that it does not answer, it is that of the
   * author's machine.
   */
  private static final Pattern ASKED =
      Pattern.compile(
          "(?<=\\b(?:curl|wget|telnet|nc|ncat|ab|links|lynx|http)\\b[^|;&\\n"
              + "]{0,200}[ /@]|\\bdocker\\b[^|;&\\n"
              + "]{0,200} (?:-p|--publish)[ =])"
              + "(?:10\\.\\d{1,3}|172\\.(?:1[6-9]|2\\d|3[01])|192\\.168)(?:\\.\\d{1,3}){2}(?![\\d.]*\\d)");

  /** The process that nsenter or a device is to enter, and that of files below /proc. */
  private static final Pattern PROCESS =
      Pattern.compile(
          "(?<=nsenter .{0,40}(?:-t|--target)[ =]?|/proc/|link set (?:dev )?[\\w.-]{1,15} netns"
              + " )\\d{2,7}(?=\\s|/ns\\b|$)");

  /** A virtual cable that the engine has named, or that its author leaves, as a bridge, to find. */
  private static final Pattern CABLE =
      Pattern.compile("(?<![\\w-])(?:veth(?:[0-9a-f]{7}|[xX]{2,8})|br-[xX]{2,12})(?!\\w)");

  /** An address of somebody else's on the Internet that is to answer. */
  private static final Pattern PUBLIC =
      Pattern.compile(
          "(?<=\\bping\\b[^|;&\\n"
              + "]{0,40}"
              + " )(?!0\\.|10\\.|127\\.|169\\.254\\.|172\\.(?:1[6-9]|2\\d|3[01])\\.|192\\.(?:168|0)\\."
              + "|198\\.(?:1[89]|51)\\.|203\\.0\\.)\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.]*\\d)");

  /** A container as Compose's first version called it: {@code shop_web_1}. */
  private static final Pattern FIRST_COMPOSE =
      Pattern.compile("(?<![\\w./:-])[a-z0-9][a-z0-9.-]*(?:_[a-z0-9.-]+)*_\\d{1,2}(?![\\w./-])");

  private static final Pattern OF_NETWORK = Pattern.compile("(?s)(?:sudo )?docker network .*");

  /** What asks whether to go on, and its reader says yes. */
  private static final Pattern ASKS =
      Pattern.compile("(?<=^|sudo |&& )apt(?:-get)? install(?! (?:\\S+ )*(?:-\\w*y|--yes))");

  private static final int DIGITS = 10;

  private UnknownValues() {}

  /**
   * The command with what came last in the place of what nobody knows.
   *
   * @param typed the command as the deck prints it
   * @param fails whether the deck says that it fails
   * @param given tells the names that the deck itself has given
   */
  static String filled(
      String command, String typed, boolean fails, Predicate<String> given, SlideLab lab) {
    String thing = OF_NETWORK.matcher(command).matches() ? "network" : "container";
    Known known = lab.known();
    String filled = command;
    if (command.contains("docker ") && !BEGINS.matcher(command).lookingAt()) {
      filled = filled(ID, filled, known::isId, thing, lab);
    }
    if (takesIds(filled)) {
      Predicate<String> told =
          word -> known.isId(word) || known.isName(word) || isOneOfSome(word, given);
      filled = filled(SHORT_ID, filled, told, thing, lab);
    }
    if (takesIds(filled)) {
      filled = filled(GENERATED, filled, given.or(known::isName), "generated name", lab);
    }
    if (!filled.contains("addr add")) {
      filled = filled(MACHINE, filled, word -> false, "machine", lab);
    }
    if (!fails) {
      filled = nowhere(ASKED, filled, "machine", lab);
      filled = nowhere(PUBLIC, filled, "somebody on the Internet", lab);
    }
    filled = ASKS.matcher(filled).replaceAll("$0 -y");
    filled = FIRST_COMPOSE.matcher(filled).replaceAll(m -> composed(m.group(), lab));
    filled = CABLE.matcher(filled).replaceAll(m -> filled(m, "device " + m.group(), lab));
    filled = Shape.CARD.matcher(filled).replaceAll("eth0");
    Predicate<String> goesOn = word -> known.isProcess(word) || !typed.contains(word);
    return filled(PROCESS, filled, goesOn, "process", lab);
  }

  /** Whether a command takes containers that are there, by the beginnings of their ids as well. */
  static boolean takesIds(String command) {
    return TAKES_IDS.matcher(command).matches();
  }

  /** A command with the lab's value for each of an author's that is not kept. */
  private static String filled(
      Pattern values, String command, Predicate<String> kept, String thing, SlideLab lab) {
    return values
        .matcher(command)
        .replaceAll(m -> kept.test(m.group()) ? m.group() : filled(m, thing, lab));
  }

  /** Whether a deck calls things c0, c1 and so on, and this is such a name. */
  private static boolean isOneOfSome(String word, Predicate<String> given) {
    Matcher name = NUMBERED.matcher(word);
    return name.matches()
        && IntStream.range(0, DIGITS).anyMatch(digit -> given.test(name.group(1) + digit));
  }

  /** The name that the same container has today, where it is there. */
  private static String composed(String name, SlideLab lab) {
    int number = name.lastIndexOf('_');
    for (int i = name.indexOf('_'); i >= 0 && i < number; i = name.indexOf('_', i + 1)) {
      StringBuilder today = new StringBuilder(name);
      today.setCharAt(i, '-');
      today.setCharAt(number, '-');
      if (!lab.known().isName(name) && lab.known().isName(today.toString())) {
        return today.toString();
      }
    }
    return name;
  }

  /** The command with what the lab has, in the place of addresses that none of its networks has. */
  private static String nowhere(Pattern addresses, String command, String thing, SlideLab lab) {
    return addresses
        .matcher(command)
        .replaceAll(m -> lab.known().isNowhere(m.group()) ? filled(m, thing, lab) : m.group());
  }

  private static String filled(MatchResult value, String thing, SlideLab lab) {
    Optional<String> there = lab.known().fill(thing);
    return Matcher.quoteReplacement(there.orElse(value.group()));
  }
}

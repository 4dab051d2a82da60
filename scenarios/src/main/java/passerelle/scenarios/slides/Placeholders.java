package passerelle.scenarios.slides;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reader puts something else for in the commands of a deck: {@code <container>}, {@code
 * CONTAINER_ID}, {@code $CONTAINER_ID} that nothing has set, {@code yourContainerID}, {@code [name
 * of the container]}.
 */
final class Placeholders {
  private static final String INNER = "\\pL(?:[\\w\\pL' .|/-]{0,40}[\\w\\pL])?";

  private static final Pattern ANGLES = Pattern.compile("<(" + INNER + ")>(?!>)");

  /** {@code [WEB2_IP_ADDRESS]}: an address, in capitals; options in capitals are a usage line's. */
  private static final Pattern ADDRESS_IN_BRACKETS =
      Pattern.compile(
          "(?<![\\w\\[])\\[((?=[A-Z0-9_ -]*(?:IP|ADDR))[A-Z][A-Z0-9_"
              + " -]+|[a-z]+(?:_[a-z]+)+)\\](?![\\w\\]])");

  /** A word in parentheses among those of a command, where a shell takes none. */
  private static final Pattern PARENTHESES =
      Pattern.compile("(?<=\\s)\\(([A-Za-z][\\w.-]*)\\)(?=\\s|$)");

  private static final Pattern DOCKER = Pattern.compile("(?:sudo )?docker [^'\"|;&$`(]*\\(.*");

  private static final String THING =
      "(?:(?:containers?|conteneur|contenedor|network|netzwerk|reseau|réseau|red|rede)\\d?|cid)";

  /** Words that say what is wanted, rather than name it. */
  private static final String WORD =
      "(?:"
          + THING
          + "|your|my|the|an?|of|or|and|some|votre|vos|mon|ma|le|la|du|de|une?|ou|mein|dein|mi|tu|id|name|nom|nombre|nome|ip|address|adresse)";

  private static final Pattern WANTED =
      Pattern.compile("(?i)(?=.*" + THING + ")" + WORD + "(?:[ _-]?" + WORD + "){0,7}");

  /** The same in one lower-case word could be the name of something. */
  private static final Pattern THING_ALONE = Pattern.compile("(?:" + THING + ")");

  /**
   * Words for things in scripts in which nothing has a name here (docker's names: letters a to z).
   */
  private static final List<Map.Entry<Pattern, String>> OTHER_SCRIPTS =
      List.of(
          Map.entry(Pattern.compile(".*(?:地址|アドレス|주소|адрес|(?i:ip))"), "container address"),
          Map.entry(Pattern.compile("容器.*|コンテナ.*|컨테이너.*|контейнер.*"), "container"),
          Map.entry(Pattern.compile("网络.*|網絡.*|網路.*|ネットワーク.*|네트워크.*|сеть"), "network"),
          Map.entry(Pattern.compile("镜像.*|鏡像.*|イメージ.*|이미지.*|образ"), "image"),
          Map.entry(Pattern.compile(".*端口|ポート.*|포트.*|порт"), "port"));

  private static final Pattern OTHER_SCRIPT =
      Pattern.compile(
          "(?<=[\\s:/])\\$?([\\u0400-\\u04ff\\u3040-\\u30ff\\u4e00-\\u9fff\\uac00-\\ud7af]+(?i:ip)?)(?=[\\s:]|$)");

  /** A word, a variable, words in brackets or braces; or what stands between angles, as a whole. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "<[^<>]*>|(?<![\\w./:=$@{\\[|-])(?:\\$\\{?[A-Za-z_]+\\}?|[A-Za-z][A-Za-z_-]*[A-Za-z]|\\[[A-Za-z][\\w"
              + " -]{2,40}\\]|\\{[A-Za-z][\\w -]{2,40}\\}|\"[A-Za-z][A-Za-z_"
              + " -]{2,40}\")(?![\\w./:=@}\\]-])");

  private static final Pattern SOUGHT = Pattern.compile("(?s).*\\|\\s*[ef]?grep [^|]*");

  /** Whose network a new container is to have. */
  private static final Pattern SHARED =
      Pattern.compile("(?<=--net(?:work)?[ =]container:)[A-Za-z][A-Za-z_-]*[A-Za-z](?=\\s)");

  /** A command that means things that are there already: not one that names new ones. */
  private static final Pattern MEANS_THINGS =
      Pattern.compile(
          "(?s)(?:\\w+=\\$\\()?(?:sudo )?docker (?!(?:container )?(?:run|create)\\b|network"
              + " create\\b).*|(?s).*\\$\\(docker (?:inspect|port|exec)\\b.*");

  /** What stands before the name of something new. */
  private static final Pattern NAMES_NEW =
      Pattern.compile(
          "docker (?:network|volume) create (?:\\S+ )*(?<! -d )(?<!driver )$|--name[ =]$");

  /** {@code docker network rm name}: the kind of what has a name. */
  private static final Pattern NAMELESS =
      Pattern.compile(
          "(\\bdocker (network|volume) (?:inspect|rm) )(?i:name|nom|nombre|id)(?=\\s|$)");

  /** {@code YOUR_DOCKER_ID/app}: whose image it is, which no capital can tell. */
  private static final Pattern OWNER = Pattern.compile("(?<=\\s)YOUR[A-Z_-]*(?=/)");

  /** A command that begins something new; its image, and its ports, in words for themselves. */
  private static final Pattern BEGINS =
      Pattern.compile("(?:sudo )?docker (?:container )?(?:run|create|pull) [^|;&]*");

  private static final Pattern IMAGE =
      Pattern.compile("(?i)(?<=\\s)(?:image(?:[_-]?name)?|nom[_-](?:de[_-])?image)(?=\\s|$)");
  private static final Pattern PORTS =
      Pattern.compile("(?i)(?<=\\s)(host[_-]?port):(container[_-]?port)(?=\\s|$)");

  /** {@code 172.17.X.X}. */
  private static final Pattern UNKNOWN_ADDRESS =
      Pattern.compile(
          "(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){0,2}(?:\\.(?:X{1,3}|x{1,3})){1,3}(?![\\w.])");

  /** {@code web2_IP}: the address of a container, if there is one of that name. */
  private static final Pattern ADDRESS_OF =
      Pattern.compile(
          "(?<=\\s|//)([A-Za-z][\\w.-]*)[_-](?:IP|ip)(?:[_-]?[Aa][Dd][Dd][Rr]\\w*)?(?=[\\s:/]|$)");

  private static final Pattern KINDS =
      Pattern.compile("(?i)public|host|server|vm|machine|container|conteneur|contenedor");

  /** The number of a process, where namespaces are looked into. */
  private static final Pattern PROCESS = Pattern.compile("\\$\\{?(\\w*(?:PID|pid))\\}?(?!\\w)");

  private static final Pattern OF_PROCESSES =
      Pattern.compile("(?s).*(?:\\b(?:nsenter|lsns|ps)\\b|/proc/).*");

  /** One that no shell has by itself. */
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{?(?!(?:HOME|PATH|USER|PWD|UID|HOSTNAME|RANDOM|SHELL)\\b)([A-Za-z_]\\w*)\\}?");

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern LEFT_OUT = Pattern.compile("(?s).*\\s<?(?:\\.{3,}|…+)>?(?:\\s.*)?");

  /** Brackets within brackets, or right behind a value: {@code <port>[-<port>]}. */
  private static final Pattern BRACKETS =
      Pattern.compile("(?s).*(?:>\\[[:-]|\\[[:-]?<[\\w-]+>|\\[:?\\w+\\[|\\s-\\.{3}\\w).*");

  /** A command as its help shows it: {@code docker run [OPTIONS] IMAGE}. */
  private static final Pattern USAGE =
      Pattern.compile(
          "(?isu)(?:sudo )?(?:docker"
              + " .*(?<=\\s)\\[(?-i:[A-Z][A-Z_-]+)(?:\\.\\.\\.)?\\]|[a-z][\\w.-]*"
              + " .*(?<=\\s)\\[(?:-[\\w-]+"
              + " [^\\]]+|options?|command[es]?|filters?|arg(?:ument)?s?|expression"
              + "|table|cha[iî]ne?|r[èu]gle?s?)(?:\\.\\.\\.)?\\])(?:\\s.*)?");

  private static final Pattern ASSIGNED =
      Pattern.compile("(?:^|[\\s;(])(?:read |for )?([A-Za-z_]\\w*)(?:=| in |$)", Pattern.MULTILINE);

  private final Predicate<String> isName;
  private final Predicate<String> isNowhere;
  private final Function<String, Optional<String>> fill;
  private final Set<String> variables = new HashSet<>();

  /** Words of the commands that make things: names of the deck's own. */
  private final Set<String> made = new HashSet<>();

  /**
   * Placeholders.
   *
   * @param isName whether a word is the name of something
   * @param isNowhere whether an address is of no network there is
   * @param fill what a reader would put for words, if that is known
   */
  Placeholders(
      Predicate<String> isName,
      Predicate<String> isNowhere,
      Function<String, Optional<String>> fill) {
    this.isName = isName;
    this.isNowhere = isNowhere;
    this.fill = fill;
  }

  /** The command with words for what is to be filled in, so that it reads as a shell would. */
  static String neutral(String command) {
    return ANGLES.matcher(bare(command)).replaceAll("x");
  }

  /**
   * The command without the parentheses around a word that stands for itself, and with angles for
   * the brackets around an address.
   */
  private static String bare(String command) {
    String angles = ADDRESS_IN_BRACKETS.matcher(command).replaceAll("<$1>");
    return DOCKER.matcher(angles).matches() ? PARENTHESES.matcher(angles).replaceAll("$1") : angles;
  }

  /** The command with what a reader would put there. */
  String filled(String command) {
    String latin = OTHER_SCRIPT.matcher(bare(command)).replaceAll(m -> latin(m));
    String owned = OWNER.matcher(latin).replaceAll(m -> m.group().toLowerCase(Locale.ROOT));
    String named =
        NAMELESS
            .matcher(owned)
            .replaceAll(m -> m.group(1) + fill.apply(m.group(2)).orElse("<" + m.group(2) + ">"));
    String angles =
        ANGLES.matcher(named).replaceAll(m -> Matcher.quoteReplacement(angle(named, m)));
    if (angles.contains("docker") && !MEANS_THINGS.matcher(angles).matches()) {
      made.addAll(List.of(angles.split("[\\s=]+")));
    }
    angles =
        UNKNOWN_ADDRESS
            .matcher(angles)
            .replaceAll(m -> fill.apply(address(m.group())).orElse("<address>"));
    angles =
        ADDRESS_OF
            .matcher(angles)
            .replaceAll(
                m ->
                    isName.test(m.group(1)) || KINDS.matcher(m.group(1)).matches()
                        ? value(spaced(m.group()))
                        : "$0");
    if (OF_PROCESSES.matcher(angles).matches()) {
      angles = PROCESS.matcher(angles).replaceAll(m -> Matcher.quoteReplacement(process(m)));
    }
    if (BEGINS.matcher(angles).matches()) {
      angles = PORTS.matcher(angles).replaceAll(m -> value(m.group(1)) + ":" + value(m.group(2)));
      angles = IMAGE.matcher(angles).replaceAll(m -> value("image"));
    }
    String filled =
        MEANS_THINGS.matcher(angles).matches()
            ? words(angles)
            : SHARED.matcher(angles).replaceAll(m -> Matcher.quoteReplacement(word(m.group())));
    Matcher assigned = ASSIGNED.matcher(command);
    while (assigned.find()) {
      variables.add(assigned.group(1));
    }
    return filled;
  }

  /** The command with what is there for its words; what grep looks for is none of them. */
  private String words(String command) {
    return TOKEN
        .matcher(command)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    SOUGHT.matcher(command.substring(0, m.start())).matches()
                        ? m.group()
                        : word(m.group())));
  }

  /** Whose address one is of which not all is told: one of no network here is the machine's. */
  private String address(String told) {
    boolean strange =
        told.matches("(?i)\\d+\\.\\d+\\..*") && isNowhere.test(told.replaceAll("(?i)x+", "1"));
    return strange ? "machine" : "container address";
  }

  private static String latin(MatchResult word) {
    return OTHER_SCRIPTS.stream()
        .filter(other -> other.getKey().matcher(word.group(1)).matches())
        .map(other -> "<" + other.getValue() + ">")
        .findFirst()
        .orElse(Matcher.quoteReplacement(word.group()));
  }

  /** What a reader types for words between angles: a new thing may be called by them. */
  private String angle(String command, MatchResult words) {
    String before = command.substring(0, Math.min(words.start(), command.length()));
    if (OF_PROCESSES.matcher(command).matches() && words.group(1).matches("(?i).*\\bpid\\b.*")) {
      return fill.apply("process").orElse(words.group());
    }
    String name = words.group(1).replaceAll("[ ']", "_").replaceAll("[^\\w.-]", "");
    return NAMES_NEW.matcher(before).find() && !name.isEmpty()
        ? name
        : fill.apply(spaced(words.group(1))).orElse(words.group());
  }

  private String word(String token) {
    if (token.startsWith("<")) {
      return token;
    }
    // Which other one, is as open as which one.
    String plain = token.replaceAll("[${}\\[\\]\"]|(?<=\\[)(?i:other|autre|otro)[ _-]", "");
    boolean set = token.startsWith("$") && variables.contains(plain);
    boolean alone = token.equals(plain) && THING_ALONE.matcher(plain).matches();
    if (set
        || alone
        || made.contains(plain)
        || isName.test(plain)
        || !WANTED.matcher(plain).matches()) {
      return token;
    }
    // A word of one's own may be the name of what the reader is to have.
    boolean own = token.equals(plain) && !plain.matches("[A-Z_]+");
    return fill.apply(spaced(plain)).orElse(own ? token : "<" + plain + ">");
  }

  private String process(MatchResult variable) {
    boolean set = variables.contains(variable.group(1));
    return set ? variable.group() : fill.apply("process").orElse(variable.group());
  }

  private String value(String words) {
    return Matcher.quoteReplacement(fill.apply(words).orElse(words));
  }

  /** {@code yourContainerID} as words. */
  private static String spaced(String words) {
    return words.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
  }

  /** Whether a command means containers or networks that are there already. */
  static boolean meansThings(String command) {
    return MEANS_THINGS.matcher(command).matches();
  }

  /**
   * Whether a command that was filled in still leaves something to the reader. What stands in
   * quotes or in a here-document is text.
   */
  static boolean leavesSomething(String command) {
    return ANGLES.matcher(unquoted(command)).find() || isSynopsis(command);
  }

  /** Whether a command is no more than how one is written, or has something left out of it. */
  static boolean isSynopsis(String command) {
    String bare = unquoted(command);
    return LEFT_OUT.matcher(bare).matches() || USAGE.matcher(bare).matches() || nests(command);
  }

  /** Whether a command has brackets that only a manual's has: no reader can fill those. */
  static boolean nests(String command) {
    return BRACKETS.matcher(unquoted(command)).matches();
  }

  private static String unquoted(String command) {
    String line = command.contains("<<") ? command.lines().findFirst().orElse("") : command;
    return QUOTED.matcher(line).replaceAll("");
  }

  /** The variables in a command that nothing has set, and the words they are called by. */
  Map<String, String> unset(String command) {
    Map<String, String> unset = new TreeMap<>();
    VARIABLE
        .matcher(command)
        .results()
        .filter(m -> !variables.contains(m.group(1)))
        .forEach(m -> unset.put(m.group(), m.group(1)));
    return unset;
  }
}

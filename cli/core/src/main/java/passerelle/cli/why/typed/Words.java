package passerelle.cli.why.typed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.ProbeTarget.Protocol;
import passerelle.cli.lab.Sites;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.question.Question;
import passerelle.engine.Container;
import passerelle.text.WordMap;
import passerelle.text.WordSet;

/**
 * What a command wants to reach, as far as its words tell.
 *
 * @param line as it is typed
 * @param machine where
 */
public record Words(String line, String machine) {
  private static final Set<String> PROGRAMS =
      WordSet.of(
          """
          curl wget ping nc ncat telnet dig nslookup host traceroute tracepath mtr nmap
          redis-cli psql mysql getent apk apt apt-get dnf yum microdnf
          """);

  /** Options of docker's whose value may be called like a program. */
  private static final Set<String> NAMING =
      Set.of("--network", "--net", "--name", "--hostname", "--network-alias");

  /** Whom those ask that name nobody; apt asks for its lists, and installs by them. */
  private static final Map<String, String> SERVERS =
      WordMap.of(
          """
          apk=https://dl-cdn.alpinelinux.org dnf=https://mirrors.rockylinux.org
          microdnf=https://mirrors.rockylinux.org yum=https://mirrors.rockylinux.org
          apt=http://deb.debian.org apt-get=http://deb.debian.org
          """);

  /** The ports of those that have one for which nobody has to ask. */
  private static final Map<String, Integer> PORTS =
      Map.of("curl", 80, "wget", 80, "redis-cli", 6379, "psql", 5432, "mysql", 3306);

  private static final Pattern NAMESPACE =
      Pattern.compile("(?:\\bnetns exec |--net=(?:/var)?/run/netns/)(\\S+)");

  /** Of what was done. */
  public static Words of(Deed deed) {
    return new Words(deed.typed().line(), deed.machine());
  }

  /** Whether a word is a program that asks somebody, or begins a command that may run one. */
  public static boolean begins(String word) {
    return PROGRAMS.contains(word) || word.equals("docker");
  }

  /** The words, without quotes and what stands between commands. */
  public List<String> all() {
    return List.of(line.split("[\\s'\";|&()]+"));
  }

  /** The words from the program that asks on; all where none is known. */
  public List<String> ofProgram() {
    List<String> words = all();
    int program = program(words);
    return program == words.size() ? words : words.subList(program, words.size());
  }

  private static int program(List<String> words) {
    int program = 0;
    while (program < words.size() && !isProgram(words, program)) {
      program++;
    }
    return program;
  }

  /** {@code --network host} runs no program, nor does a name. */
  private static boolean isProgram(List<String> words, int i) {
    return PROGRAMS.contains(words.get(i)) && (i == 0 || !NAMING.contains(words.get(i - 1)));
  }

  /**
   * What it asks for.
   *
   * @param guest who asks where the command makes a container; empty where that is unknown
   */
  public Optional<Question> question(Lab lab, Optional<String> guest) {
    List<String> words = all();
    int program = program(words);
    boolean inNewContainer = words.subList(0, program).containsAll(List.of("docker", "run"));
    if (program == words.size() || inNewContainer && guest.isEmpty()) {
      return Optional.empty();
    }
    String from = inNewContainer ? guest.get() : from(words.subList(0, program), lab);
    int port = PORTS.getOrDefault(words.get(program), 0);
    Optional<String> server =
        Optional.ofNullable(SERVERS.get(words.get(program)))
            .filter(url -> words.contains("update") || !words.get(program).startsWith("apt"));
    return targets(from, words.subList(program + 1, words.size()), lab)
        .findFirst()
        .or(() -> server.flatMap(url -> Question.of(from, List.of(url))))
        .map(q -> q.port() == 0 && port != 0 ? q.by(Protocol.TCP).at(q.host(), port) : q);
  }

  /** All that is named in it and can be asked for, from a place. */
  public Stream<Question> targets(String from, Lab lab) {
    return targets(from, ofProgram(), lab);
  }

  private static Stream<Question> targets(String from, List<String> words, Lab lab) {
    return IntStream.range(0, words.size())
        .filter(i -> isTarget(words.get(i), lab))
        .mapToObj(
            i -> {
              boolean port = i + 1 < words.size() && words.get(i + 1).matches("[0-9]{1,5}");
              return Question.of(from, words.subList(i, port ? i + 2 : i + 1));
            })
        .flatMap(Optional::stream);
  }

  private static boolean isTarget(String word, Lab lab) {
    String host = word.replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*", "");
    return !word.startsWith("-")
        && host.indexOf('$') < 0
        && (word.contains("://")
            || Family.IPV4.parse(host).isPresent()
            || host.matches("[A-Za-z][A-Za-z0-9-]*(\\.[A-Za-z0-9-]+)+")
            || host.equals("localhost")
            || Engines.called(lab, host).isPresent());
  }

  /** The place that it was for. */
  public String place(Lab lab) {
    return from(all(), lab);
  }

  /**
   * The container that {@code docker exec} names, the namespace that {@code ip netns exec} or
   * {@code nsenter --net=} does, or where it was typed.
   */
  private String from(List<String> before, Lab lab) {
    int exec = before.indexOf("exec");
    Optional<String> namespace = namespace(String.join(" ", before), lab);
    if (namespace.isPresent()) {
      return namespace.get();
    }
    return before.subList(Math.max(0, exec), before.size()).stream()
        .filter(word -> exec >= 0)
        .flatMap(word -> Engines.called(lab, word).stream())
        .map(Container::name)
        .findFirst()
        .orElse(machine);
  }

  private static Optional<String> namespace(String before, Lab lab) {
    Matcher named = NAMESPACE.matcher(before);
    return named.find()
        ? new Sites(lab).find(named.group(1)).filter(Sites.Site::isMadeByHand).map(Sites.Site::name)
        : Optional.empty();
  }
}

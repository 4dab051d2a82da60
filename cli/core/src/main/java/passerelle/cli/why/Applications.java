package passerelle.cli.why;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.container.ServerSettings;
import passerelle.cli.why.engine.LastWords;
import passerelle.cli.why.trial.Copies;
import passerelle.cli.why.trial.Mended;
import passerelle.cli.why.trial.Trial;
import passerelle.cli.why.typed.Mounted;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.Typing;
import passerelle.engine.Container;
import passerelle.scenarios.replay.LabException;

/**
 * Servers that are reached and say no: what the program that asked has printed tells why, and what
 * the server was given when it was made tells what to say instead.
 */
record Applications(Lab lab, Deed last) {
  /** So many other words are worth a lab each. */
  private static final int MOST_WORDS = 12;

  /** The longest reason that is told, in characters. */
  private static final int LONGEST = 160;

  /** Who waits in vain is not refused. */
  private static final Pattern SILENCE = Pattern.compile("(?i)timed out|timeout");

  private static final Pattern CLIENT =
      Pattern.compile("(?<!\\S)(redis-cli|psql|mysql|mariadb|mongosh)\\b");

  private static final Pattern TALK = Pattern.compile(CLIENT + "|(?<!\\S)(curl|wget)\\b");

  private static final String PASSWORD = "_PASSWORD";

  private static final Pattern USER_GIVEN =
      Pattern.compile("(?<=\\s-[uU] ?|--user[= ]|--username[= ])\\S+");

  private static final Pattern PASSWORD_GIVEN =
      Pattern.compile("(?<=\\s-p|--password=|PGPASSWORD=|MYSQL_PWD=)\\S+");

  /** A word of an option or of a variable: what stands before its value, and the value. */
  private static final Pattern VALUE =
      Pattern.compile("(?<!\\S)(-[A-Za-z](?=\\w)|--[\\w-]+=|[A-Z_]+=|)([\\w.]+)(?=\\s|$)");

  /** The same answer with what was said, and with what a server takes. */
  Answer refused(Answer answer) throws LabException {
    Attempt attempt = answer.before().orElseThrow();
    Optional<Container> server = attempt.destination().container();
    Optional<String> said = said();
    if (server.isEmpty() || said.isEmpty()) {
      return answer;
    }
    Diagnosis found =
        Diagnosis.of(
                Cause.SERVER_REFUSES,
                attempt.question().from(),
                server.get().name(),
                attempt.question().service(),
                said.get())
            .by(attempt.makers().of(server.get()));
    Optional<Attempt> before = Optional.of(attempt.asItWent(attempt.story()));
    Trial trial = new Trial(new Copies(lab, Optional.empty()));
    Optional<Mended> mended =
        trial.of(
            found.mendedBy(
                Stream.concat(
                        otherWords(attempt, server.get()).stream(),
                        new Mounted(lab, server.get())
                            .edited("protected-mode yes", "protected-mode no").stream()
                                .map(remedy -> remedy.then(again(last.typed().line()))))
                    .toList()));
    Answer told = new Answer(before, Optional.of(found), mended, List.of());
    return mended.isPresent()
        ? told
        : LeftOutOption.of(
            told,
            server.get(),
            attempt.makers(),
            remedy -> trial.of(found.mendedBy(List.of(remedy.then(again(last.typed().line()))))));
  }

  /**
   * The way is mended; whether the server then takes what a client says to it, the client tells,
   * and what is behind it is mended, too.
   */
  Answer confirmed(Answer answer) throws LabException {
    Optional<Remedy> way = answer.mended().map(Mended::remedy).filter(r -> r.instead().isEmpty());
    boolean told =
        way.filter(w -> w.steps().stream().anyMatch(s -> TALK.matcher(s.line()).find()))
            .isPresent();
    String line = last.typed().line();
    boolean talks = CLIENT.matcher(line).find() || line.contains("https://");
    if (way.isEmpty() || told || !talks) {
      return answer;
    }
    try (Lab copy = new Copies(lab, Optional.empty()).plain()) {
      way.get().steps().forEach(step -> Typing.run(copy, step));
      last.redo(copy);
      Deed again = copy.history().get(copy.history().size() - 1);
      Optional<Answer> next = Typing.hasFailed(again) ? Why.ofLastCommand(copy) : Optional.empty();
      return next.flatMap(Answer::mended)
          .map(
              m ->
                  new Mended(
                      way.get().then(m.remedy()),
                      m.after(),
                      further(answer, next.get(), way.get())))
          .map(both -> answer.mendedBy(both))
          .orElse(answer);
    }
  }

  /** What was found behind the first thing, and behind that; what mended it is not to blame. */
  private static List<Diagnosis> further(Answer first, Answer next, Remedy way) {
    return Stream.of(
            first.mended().stream().flatMap(m -> m.further().stream()),
            next.diagnosis().map(d -> Trial.withoutOurs(d, way)).stream(),
            next.mended().stream().flatMap(m -> m.further().stream()))
        .flatMap(found -> found)
        .toList();
  }

  /** The reason as it was printed, without what only the printing program says. */
  private Optional<String> said() {
    return last.effect()
        .printed()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .filter(line -> !SILENCE.matcher(line).find())
        .reduce(
            (first, second) ->
                LastWords.tellsReason(second) || !LastWords.tellsReason(first) ? second : first)
        .map(line -> line.replaceFirst("^.*(?=\\b(?:FATAL|ERROR):)|^\\(error\\) ", ""))
        .map(line -> line.length() > LONGEST ? line.replaceFirst("[.:] .*", "") : line)
        .map(line -> line.replaceFirst("\\.$", ""));
  }

  private Remedy.Step again(String line) {
    return new Remedy.Step(last.machine(), line);
  }

  /** The command with one word of what the server was given in the place of one of its own. */
  private List<Remedy> otherWords(Attempt attempt, Container server) {
    String line = last.typed().line();
    if (line.contains("curl ")) {
      return ServerSettings.hosts(attempt, server).stream()
          .map(name -> Remedy.NOTHING.then(again(ServerSettings.withHost(line, name))))
          .toList();
    }
    Matcher client = CLIENT.matcher(line);
    if (!client.find()) {
      return List.of();
    }
    Set<String> lines = new LinkedHashSet<>();
    for (String given : given(server)) {
      lines.addAll(with(given, line, client));
      Matcher value = VALUE.matcher(line);
      while (value.find()) {
        boolean own = value.start() > client.end() || !value.group(1).isEmpty();
        boolean names = value.group(2).equals(server.name()) || value.group(2).equals(given);
        if (own && !names) {
          lines.add(line.substring(0, value.start(2)) + given + line.substring(value.end(2)));
        }
      }
    }
    return Stream.concat(lines.stream().limit(MOST_WORDS), asUsers(server, line))
        .map(other -> new Remedy(List.of(again(other)), Optional.empty()))
        .toList();
  }

  /** The command with a user of the server's and the password of that one. */
  private static Stream<String> asUsers(Container server, String line) {
    Map<String, String> variables =
        server.spec().process().environment().stream()
            .map(variable -> variable.split("=", 2))
            .filter(parts -> parts.length == 2)
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> b));
    return variables.keySet().stream()
        .filter(name -> name.endsWith(PASSWORD))
        .sorted()
        .flatMap(
            name -> {
              String whose = name.substring(0, name.length() - PASSWORD.length());
              String user =
                  whose.endsWith("_ROOT") ? "root" : variables.getOrDefault(whose + "_USER", "");
              return as(user.isEmpty() ? "postgres" : user, variables.get(name), line);
            });
  }

  private static Stream<String> as(String user, String password, String line) {
    String other = USER_GIVEN.matcher(line).replaceFirst(Matcher.quoteReplacement(user));
    Matcher given = PASSWORD_GIVEN.matcher(other);
    if (given.find()) {
      return Stream.of(given.replaceFirst(Matcher.quoteReplacement(password)));
    }
    Matcher client = CLIENT.matcher(other);
    return client.find() ? with(password, other, client).stream() : Stream.empty();
  }

  /** The command with a password, as its program takes one. */
  private static List<String> with(String given, String line, Matcher client) {
    String before = line.substring(0, client.end());
    String rest = line.substring(client.end());
    return switch (client.group(1)) {
      case "redis-cli" -> List.of(before + " -a " + given + rest);
      case "mysql", "mariadb" -> List.of(before + " -p" + given + rest);
      case "psql" ->
          line.startsWith("docker ")
              ? List.of(line.replaceFirst("^docker (exec|run)", "docker $1 -e PGPASSWORD=" + given))
              : List.of("PGPASSWORD=" + given + " " + line);
      default -> List.of();
    };
  }

  /** What the server was told: the values of its variables, and the words of its command. */
  private static List<String> given(Container server) {
    List<String> given = new ArrayList<>();
    for (String variable : server.spec().process().environment()) {
      given.add(variable.replaceFirst("^[^=]*=", ""));
    }
    List<String> command = server.spec().process().command();
    for (int i = 1; i < command.size(); i++) {
      given.add(command.get(i));
    }
    // Who is there where nobody is named: the superuser of the database.
    given.add(server.spec().image().matches("(.*/)?(mysql|mariadb)(:.*)?") ? "root" : "postgres");
    given.removeIf(word -> !word.matches("[\\w.]{2,40}"));
    return given;
  }
}

package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import passerelle.cli.lab.Deed;
import passerelle.cli.why.question.Question;
import passerelle.engine.Container;
import passerelle.network.PortBinding;
import passerelle.sim.shell.Outline;

/**
 * The command line that made a container, so that it can be made again with a word changed: as it
 * was typed where that can be read, else as the engine's knowledge of it says.
 *
 * @param container that it made
 * @param words as they are typed, quotes included, {@code docker} first
 */
public record RunLine(Container container, List<String> words) {
  /** A published port, with its option where that is the same word. */
  private static final Pattern PUBLISHED = Pattern.compile("(-p(?=.)|--publish=|)(.*)");

  private static final Pattern RANGE = Pattern.compile("(.+:)(\\d{1,5})-(\\d{1,5})");

  /** Options that say which container it is and how it is reached, not how it is made. */
  private static final String NEEDED =
      "-[ditP]+|-[dit]*p.*|--(name|detach|publish|rm|net|network|restart|interactive|tty)(=.*)?";

  /** What begins so is rather docker's than a program's. */
  private static final String OPTION =
      "(-[dite]+( .*)?|-p.*|--(publish|name|net|network|env|rm|restart).*"
          + "|(-v|--volume)[ =]?[^: ]+:/[^/].*)";

  /** Options of {@code docker run} that take no value. */
  private static final String SWITCH =
      "-[ditPq]+|--(detach|interactive|tty|publish-all|quiet|rm|init|privileged|read-only"
          + "|no-healthcheck|oom-kill-disable|sig-proxy|use-api-socket)";

  /** The line of a container. */
  public static RunLine of(Container container, Makers makers) {
    Optional<StandIn> standIn = makers.standInFor(container);
    if (standIn.isPresent()) {
      return standIn.get().line();
    }
    return of(container, makers.at(container.created()).map(Makers::commands).orElse(List.of()));
  }

  /** The line of a container that a deed made. */
  public static RunLine of(Container container, Deed deed) {
    return of(container, Makers.commands(deed));
  }

  private static RunLine of(Container container, List<Outline.Simple> typed) {
    List<List<String>> lines =
        typed.stream()
            .map(Outline.Simple::words)
            .filter(words -> isRun(words) && words.indexOf(container.spec().image()) > 0)
            .toList();
    List<List<String>> naming =
        lines.stream().filter(words -> words.stream().anyMatch(w -> names(w, container))).toList();
    List<List<String>> best = naming.isEmpty() ? lines : naming;
    return best.size() == 1 && best.get(0).stream().noneMatch(RunLine::isExpanded)
        ? new RunLine(container, best.get(0))
        : Remembered.of(container);
  }

  private static boolean isRun(List<String> words) {
    int docker = words.indexOf("docker");
    return docker >= 0
        && docker <= 1
        && words.stream().anyMatch(w -> w.equals("run") || w.equals("create"));
  }

  private static boolean names(String word, Container container) {
    return word.equals(container.name()) || word.equals("--name=" + container.name());
  }

  private static boolean isExpanded(String word) {
    // Where one stands is the same when it is typed again, and single quotes keep all as it is.
    String rest = word.replaceAll("'[^']*'|\\$(PWD|\\{PWD\\}|\\(pwd\\))|`pwd`", "");
    return rest.indexOf('$') >= 0 || rest.indexOf('`') >= 0;
  }

  /** The same with a published port changed; empty where the line does not tell that port. */
  public Optional<RunLine> publishing(PortBinding old, String binding) {
    List<String> changed = new ArrayList<>(words);
    for (int i = 1; i < image(); i++) {
      Matcher published = PUBLISHED.matcher(words.get(i));
      boolean option =
          published.matches()
              && (!published.group(1).isEmpty() || words.get(i - 1).matches("-[dit]*p|--publish"));
      if (option && means(published.group(2), old)) {
        changed.set(i, published.group(1) + binding);
        return Optional.of(new RunLine(container, changed));
      }
    }
    return Optional.empty();
  }

  private static boolean means(String typed, PortBinding binding) {
    String text = typed.replace("\"", "").replace("'", "");
    String[] protocol = text.split("/", 2);
    boolean same =
        protocol.length == 1
            ? binding.protocol().equals("tcp")
            : protocol[1].equals(binding.protocol());
    String plain = binding.hostPort() + ":" + binding.containerPort();
    return same
        && (protocol[0].equals(plain)
            || protocol[0].equals(binding.hostAddress() + ":" + plain)
            || protocol[0].equals("[" + binding.hostAddress() + "]:" + plain)
            || binding.hostPort().isEmpty()
                && protocol[0].equals(String.valueOf(binding.containerPort())));
  }

  /** The same with one port in the place of the range that has it: {@code 8000-8002:8000-8002}. */
  public Optional<RunLine> publishingOne(int containerPort, String binding) {
    List<String> changed = new ArrayList<>(words);
    for (int i = 0; i < image(); i++) {
      Matcher range = RANGE.matcher(words.get(i));
      if (range.matches()
          && Integer.parseInt(range.group(2)) <= containerPort
          && Integer.parseInt(range.group(3)) >= containerPort) {
        changed.set(i, binding);
      }
    }
    return changed(changed);
  }

  /**
   * The same with a mount changed; empty where no {@code -v} has that destination.
   *
   * @param source what is mounted instead; empty for the same
   * @param other where it is mounted instead
   */
  public Optional<RunLine> mounting(String source, String destination, String other) {
    Pattern mount =
        Pattern.compile("(-v|--volume=|)([^:]+):" + Pattern.quote(destination) + "(:.*)?");
    List<String> changed = new ArrayList<>(words);
    for (int i = 0; i < image(); i++) {
      Matcher found = mount.matcher(words.get(i));
      if (found.matches()) {
        String from = source.isEmpty() ? found.group(2) : source;
        String options = found.group(3) == null ? "" : found.group(3);
        changed.set(i, found.group(1) + from + ":" + other + options);
      }
    }
    return changed(changed);
  }

  private Optional<RunLine> changed(List<String> line) {
    return line.equals(words) ? Optional.empty() : Optional.of(new RunLine(container, line));
  }

  /** The same in the stack of the container that has a name now. */
  public RunLine inStackOf(String owner) {
    return without("--network", "--net").with("--network", "container:" + owner);
  }

  /** The same with one more option. */
  public RunLine with(String... option) {
    List<String> changed = new ArrayList<>(words);
    changed.addAll(image(), List.of(option));
    return new RunLine(container, changed);
  }

  /** The same without an option and its value. */
  public RunLine without(String... names) {
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean option = i < image() && List.of(names).contains(word);
      boolean joined =
          i < image() && List.of(names).stream().anyMatch(n -> word.startsWith(n + "="));
      if (option) {
        i++;
      } else if (!joined) {
        changed.add(word);
      }
    }
    return new RunLine(container, changed);
  }

  /** Its options and its program's, each with its value, that it could do without. */
  public List<List<String>> options() {
    List<List<String>> options = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int end = i < image() ? image() : words.size();
      boolean valued =
          !words.get(i).contains("=") && i + 1 < end && !words.get(i + 1).startsWith("-");
      boolean needed = i < image() && words.get(i).matches(NEEDED);
      if (words.get(i).startsWith("-") && !needed) {
        options.add(words.subList(i, valued ? i + 2 : i + 1));
      }
    }
    return options;
  }

  /** The same without one of {@link #options}. */
  public RunLine leaving(List<String> option) {
    List<String> changed = new ArrayList<>(words);
    int at = Collections.indexOfSubList(changed, option);
    changed.subList(at, at + option.size()).clear();
    return new RunLine(container, changed);
  }

  /** The same without an option that has this value. */
  public RunLine omitting(String option, String value) {
    List<String> changed = new ArrayList<>(words);
    for (int i = 1; i < image(); i++) {
      if (words.get(i).equals(option + "=" + value)) {
        changed.remove(i);
        break;
      }
      if (words.get(i).equals(value) && words.get(i - 1).equals(option)) {
        changed.subList(i - 1, i + 1).clear();
        break;
      }
    }
    return new RunLine(container, changed);
  }

  /** The same with another address for a name in /etc/hosts; empty where it has no such option. */
  public Optional<RunLine> hosting(String name, Object address, String other) {
    List<String> changed = new ArrayList<>(words);
    changed.replaceAll(
        word ->
            word.matches("(--add-host=)?" + Pattern.quote(name) + "[:=]" + address)
                ? word.replace(String.valueOf(address), other)
                : word);
    return changed(changed);
  }

  /**
   * The same with the value of a variable of its environment changed where that names a host; empty
   * where none does.
   */
  public Optional<RunLine> naming(String host, String other) {
    List<String> changed = new ArrayList<>(words);
    for (int i = 1; i < image(); i++) {
      boolean value =
          words.get(i).matches("(-e|--env=).*=.*")
              || words.get(i - 1).matches("-[dit]*e|--env") && words.get(i).contains("=");
      if (value) {
        String[] parts = words.get(i).split("=(?=[^=]*$)", 2);
        changed.set(i, parts[0] + "=" + renamed(parts[1], host, other));
      }
    }
    return changed(changed);
  }

  /** The same with a text in the words before the image changed; empty where none has it. */
  public Optional<RunLine> saying(String text, String other) {
    List<String> changed = new ArrayList<>(words);
    changed.subList(0, image()).replaceAll(word -> word.replace(text, other));
    return changed(changed);
  }

  /** The same with the image's own command; empty where it has that. */
  public Optional<RunLine> withoutCommand() {
    return image() + 1 >= words.size()
        ? Optional.empty()
        : Optional.of(new RunLine(container, words.subList(0, image() + 1)));
  }

  /**
   * The same with docker's options in front of the image that stand behind it; empty where none do.
   */
  public Optional<RunLine> inOrder() {
    List<String> options = new ArrayList<>();
    List<String> command =
        new ArrayList<>(words.subList(Math.min(words.size(), image() + 1), words.size()));
    while (String.join(" ", command).matches(OPTION)) {
      String option = command.remove(0);
      options.add(option);
      boolean valued = option.matches("-[pev]|--(publish|name|net|network|env|restart|volume)");
      if (valued && !command.isEmpty()) {
        options.add(command.remove(0));
      }
    }
    List<String> changed = new ArrayList<>(words.subList(0, image()));
    changed.addAll(options);
    changed.add(container.spec().image());
    changed.addAll(command);
    return options.isEmpty() ? Optional.empty() : Optional.of(new RunLine(container, changed));
  }

  /** The same without the first word behind the image. */
  public RunLine shifted() {
    List<String> changed = new ArrayList<>(words);
    changed.remove(image() + 1);
    return new RunLine(container, changed);
  }

  /** The same with another command behind the image. */
  public RunLine running(String... command) {
    List<String> changed = new ArrayList<>(words.subList(0, Math.min(words.size(), image() + 1)));
    changed.addAll(List.of(command));
    return new RunLine(container, changed);
  }

  /** The same with what stands behind the image changed; empty where that changes nothing. */
  public Optional<RunLine> running(UnaryOperator<String> change) {
    List<String> changed = new ArrayList<>(words.subList(0, image()));
    words.subList(image(), words.size()).forEach(word -> changed.add(change.apply(word)));
    return changed(changed);
  }

  /** The same with what it asks for changed, in the words behind the image. */
  public RunLine asking(Question before, Question after) {
    RunLine named = naming(before.host(), after.host()).orElse(this);
    return named
        .running(
            word ->
                renamed(
                    renamed(word, before.target(), after.target()), before.host(), after.host()))
        .orElse(named);
  }

  /** A text with a whole name, or address and port, in the place of another. */
  public static String renamed(String text, String name, String other) {
    return text.replaceAll(
        "(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w.-])", Matcher.quoteReplacement(other));
  }

  /** The same container under a name, which does nothing but wait. */
  String waiting(String name) {
    RunLine quiet = without("--name", "--entrypoint");
    List<String> all = new ArrayList<>(quiet.words.subList(0, quiet.image() + 1));
    all.removeIf(word -> word.matches("-[itd]+"));
    int verb = all.indexOf("run");
    all.addAll(verb + 1, List.of("-d", "--name", name, "--entrypoint", "sleep"));
    all.add("100000");
    return String.join(" ", all);
  }

  /** As it is typed. */
  String text() {
    return String.join(" ", words);
  }

  /** Where the image stands, which may be called like a value of an option, the name most often. */
  private int image() {
    return IntStream.range(1, words.size())
        .filter(i -> words.get(i).equals(container.spec().image()))
        .filter(i -> !takesValue(words.get(i - 1)))
        .findFirst()
        .orElse(words.size());
  }

  private static boolean takesValue(String word) {
    return word.startsWith("-") && !word.contains("=") && !word.matches(SWITCH);
  }

  private boolean isDetached() {
    return words.contains("create")
        || words.subList(0, image()).stream()
            .anyMatch(w -> w.equals("--detach") || w.matches("-[itP]*d[itpP]*"));
  }

  private boolean isNamed() {
    return words.subList(0, image()).stream()
        .anyMatch(w -> w.equals("--name") || w.startsWith("--name="));
  }

  /** Whether its container is there when its command has ended, and its name is taken. */
  boolean isKept() {
    return isNamed() && !words.subList(0, image()).contains("--rm");
  }

  /** Removes the container, and makes it again by this line, in the background. */
  public Remedy again() {
    RunLine line = isDetached() ? this : with("-d");
    RunLine named = isNamed() ? line : line.with("--name", container.name());
    return Remedy.onHost("docker rm -f " + container.name(), named.text());
  }

  /**
   * A line of {@link #again} as this one was typed: in the foreground, with no name that it had
   * not.
   */
  RunLine asTyped(String again) {
    RunLine line = new RunLine(container, List.of(again.split(" ")));
    List<String> added = new ArrayList<>();
    if (!isDetached()) {
      added.add("-d");
    }
    if (!isNamed()) {
      added.addAll(List.of("--name", container.name()));
    }
    return added.isEmpty() ? line : line.leaving(added);
  }
}

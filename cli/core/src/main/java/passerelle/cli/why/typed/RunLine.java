package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import passerelle.cli.lab.Deed;
import passerelle.cli.why.question.Question;
import passerelle.engine.Attachment;
import passerelle.engine.Container;
import passerelle.network.PortBinding;

/**
 * The command line that made a container, so that it can be made again with a word changed: as it
 * was typed where that can be read, else as the engine's knowledge of it says.
 *
 * @param container that it made
 * @param head the words up to the image, as they are typed, quotes included, {@code docker} first
 * @param tail the image, and the words of the program behind it
 */
public record RunLine(Container container, List<String> head, List<String> tail) {
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

  /** The words of a line; the image may be called like an option's value, the name most often. */
  static RunLine of(Container container, List<String> words) {
    int image =
        IntStream.range(1, words.size())
            .filter(i -> words.get(i).equals(container.spec().image()))
            .filter(i -> !takesValue(words.get(i - 1)))
            .findFirst()
            .orElse(words.size());
    return new RunLine(container, words.subList(0, image), words.subList(image, words.size()));
  }

  /** The line of a container. */
  public static RunLine of(Container container, Makers makers) {
    Optional<StandIn> standIn = makers.standInFor(container);
    if (standIn.isPresent()) {
      return standIn.get().line();
    }
    return AsTyped.of(
        container, makers.at(container.created()).map(Makers::commands).orElse(List.of()));
  }

  /** The line of a container that a deed made. */
  public static RunLine of(Container container, Deed deed) {
    return AsTyped.of(container, Makers.commands(deed));
  }

  /** The same with a published port changed; empty where the line does not tell that port. */
  public Optional<RunLine> publishing(PortBinding old, String binding) {
    for (int i = 1; i < head.size(); i++) {
      Matcher published = PUBLISHED.matcher(head.get(i));
      boolean option =
          published.matches()
              && (!published.group(1).isEmpty() || head.get(i - 1).matches("-[dit]*p|--publish"));
      if (option && means(published.group(2), old)) {
        List<String> changed = new ArrayList<>(head);
        changed.set(i, published.group(1) + binding);
        return Optional.of(with(changed));
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
    return changed(
        word -> {
          Matcher range = RANGE.matcher(word);
          boolean has =
              range.matches()
                  && Integer.parseInt(range.group(2)) <= containerPort
                  && Integer.parseInt(range.group(3)) >= containerPort;
          return has ? binding : word;
        });
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
    return changed(
        word -> {
          Matcher found = mount.matcher(word);
          if (!found.matches()) {
            return word;
          }
          String from = source.isEmpty() ? found.group(2) : source;
          String options = found.group(3) == null ? "" : found.group(3);
          return found.group(1) + from + ":" + other + options;
        });
  }

  private RunLine with(List<String> changed) {
    return new RunLine(container, changed, tail);
  }

  /** The same with words of docker's changed; empty where that changes nothing. */
  private Optional<RunLine> changed(UnaryOperator<String> change) {
    return differing(with(head.stream().map(change).toList()));
  }

  private Optional<RunLine> differing(RunLine other) {
    return Optional.of(other).filter(line -> !equals(line));
  }

  /** The same in the stack of the container that has a name now. */
  public RunLine inStackOf(String owner) {
    return without("--network", "--net").with("--network", "container:" + owner);
  }

  /** The same with one more option. */
  public RunLine with(String... option) {
    return with(Stream.concat(head.stream(), Stream.of(option)).toList());
  }

  /** The same without an option and its value. */
  public RunLine without(String... names) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < head.size(); i++) {
      String word = head.get(i);
      if (List.of(names).contains(word)) {
        i++;
      } else if (Stream.of(names).noneMatch(n -> word.startsWith(n + "="))) {
        kept.add(word);
      }
    }
    return with(kept);
  }

  /** Its options and its program's, each with its value, that it could do without. */
  public List<List<String>> options() {
    return Stream.concat(
            options(head).filter(option -> !option.get(0).matches(NEEDED)), options(tail))
        .toList();
  }

  private static Stream<List<String>> options(List<String> words) {
    return IntStream.range(0, words.size())
        .filter(i -> words.get(i).startsWith("-"))
        .mapToObj(
            i -> {
              boolean valued =
                  !words.get(i).contains("=")
                      && i + 1 < words.size()
                      && !words.get(i + 1).startsWith("-");
              return words.subList(i, valued ? i + 2 : i + 1);
            });
  }

  /** The same without one of {@link #options}. */
  public RunLine leaving(List<String> option) {
    List<String> kept = words();
    int at = Collections.indexOfSubList(kept, option);
    kept.subList(at, at + option.size()).clear();
    return of(container, kept);
  }

  /** The same without an option that has this value. */
  public RunLine omitting(String option, String value) {
    return Stream.of(List.of(option + "=" + value), List.of(option, value))
        .filter(words -> Collections.indexOfSubList(head, words) >= 0)
        .findFirst()
        .map(this::leaving)
        .orElse(this);
  }

  /** The same with another address for a name in /etc/hosts; empty where it has no such option. */
  public Optional<RunLine> hosting(String name, Object address, String other) {
    String option = "(--add-host=)?" + Pattern.quote(name) + "[:=]" + address;
    return changed(
        word -> word.matches(option) ? word.replace(String.valueOf(address), other) : word);
  }

  /**
   * The same with the value of a variable of its environment changed where that names a host; empty
   * where none does.
   */
  public Optional<RunLine> naming(String host, String other) {
    List<String> changed = new ArrayList<>(head);
    for (int i = 1; i < head.size(); i++) {
      boolean value =
          head.get(i).matches("(-e|--env=).*=.*")
              || head.get(i - 1).matches("-[dit]*e|--env") && head.get(i).contains("=");
      if (value) {
        String[] parts = head.get(i).split("=(?=[^=]*$)", 2);
        changed.set(i, parts[0] + "=" + renamed(parts[1], host, other));
      }
    }
    return differing(with(changed));
  }

  /** The same with a text in the words before the image changed; empty where none has it. */
  public Optional<RunLine> saying(String text, String other) {
    return changed(word -> word.replace(text, other));
  }

  /** The same with the image's own command; empty where it has that. */
  public Optional<RunLine> withoutCommand() {
    return tail.size() <= 1
        ? Optional.empty()
        : Optional.of(new RunLine(container, head, tail.subList(0, 1)));
  }

  /**
   * The same with docker's options in front of the image that stand behind it; empty where none do.
   */
  public Optional<RunLine> inOrder() {
    List<String> options = new ArrayList<>();
    List<String> command = new ArrayList<>(tail.subList(Math.min(tail.size(), 1), tail.size()));
    while (String.join(" ", command).matches(OPTION)) {
      String option = command.remove(0);
      options.add(option);
      boolean valued = option.matches("-[pev]|--(publish|name|net|network|env|restart|volume)");
      if (valued && !command.isEmpty()) {
        options.add(command.remove(0));
      }
    }
    command.add(0, container.spec().image());
    RunLine inOrder = new RunLine(container, with(options.toArray(String[]::new)).head, command);
    return options.isEmpty() ? Optional.empty() : Optional.of(inOrder);
  }

  /** The same without the first word behind the image. */
  public RunLine shifted() {
    List<String> kept = words();
    kept.remove(head.size() + 1);
    return of(container, kept);
  }

  /** The same with another command behind the image. */
  public RunLine running(String... command) {
    return new RunLine(
        container, head, Stream.concat(tail.stream().limit(1), Stream.of(command)).toList());
  }

  /** The same with what stands behind the image changed; empty where that changes nothing. */
  public Optional<RunLine> running(UnaryOperator<String> change) {
    return differing(running(tail.stream().skip(1).map(change).toArray(String[]::new)));
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
    List<String> all = new ArrayList<>(without("--name", "--entrypoint").head);
    tail.stream().limit(1).forEach(all::add);
    all.removeIf(word -> word.matches("-[itd]+"));
    int verb = all.indexOf("run");
    all.addAll(verb + 1, List.of("-d", "--name", name, "--entrypoint", "sleep"));
    all.add("100000");
    return String.join(" ", all);
  }

  private List<String> words() {
    return Stream.concat(head.stream(), tail.stream()).collect(Collectors.toList());
  }

  /** As it is typed. */
  String text() {
    return String.join(" ", words());
  }

  private static boolean takesValue(String word) {
    return word.startsWith("-") && !word.contains("=") && !word.matches(SWITCH);
  }

  private boolean isDetached() {
    return head.contains("create")
        || head.stream().anyMatch(w -> w.equals("--detach") || w.matches("-[itP]*d[itpP]*"));
  }

  private boolean isNamed() {
    return head.stream().anyMatch(w -> w.equals("--name") || w.startsWith("--name="));
  }

  /** Whether its container is there when its command has ended, and its name is taken. */
  boolean isKept() {
    return isNamed() && !head.contains("--rm");
  }

  /** Removes the container, and makes it again as it is, by this line, in the background. */
  public Remedy again() {
    RunLine line = isDetached() ? this : with("-d");
    RunLine named = isNamed() ? line : line.with("--name", container.name());
    return Remedy.onHost(
        Stream.concat(
                Stream.of("docker rm -f " + container.name(), named.text()), networksJoinedLater())
            .toArray(String[]::new));
  }

  private Stream<String> networksJoinedLater() {
    return container.attachments().values().stream()
        .filter(Attachment::isSpelledOut)
        .map(Attachment::spec)
        .map(
            wish ->
                "docker network connect "
                    + wish.address().map(a -> "--ip " + a + " ").orElse("")
                    + wish.aliases().stream()
                        .map(alias -> "--alias " + alias + " ")
                        .collect(Collectors.joining())
                    + wish.network()
                    + " "
                    + container.name());
  }

  /**
   * A line of {@link #again} as this one was typed: in the foreground, with no name that it had
   * not.
   */
  RunLine asTyped(String again) {
    RunLine line = of(container, List.of(again.split(" ")));
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

package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.question.Engines;
import passerelle.engine.Container;
import passerelle.engine.compose.Project;
import passerelle.sim.shell.Outline;
import passerelle.text.WordMap;

/**
 * What a person does to a container that Compose has made: edits its file and lets Compose make the
 * container again, where {@code docker run} would take it out of its project.
 */
public final class ComposeEdit {
  private static final String NETWORKS = "networks";
  private static final String NETWORK = "com.docker.compose.network";
  private static final String COMMAND = "command";
  private static final Pattern REMOVED = Pattern.compile("docker rm -f (\\S+)");
  private static final Pattern CONNECTED = Pattern.compile("docker network connect (\\S+) (\\S+)");

  /** The key of a service that is an option of {@code docker run} with values. */
  private static final Map<String, String> KEYS =
      WordMap.of(
          """
          -p=ports -e=environment --add-host=extra_hosts --dns=dns --cap-add=cap_add -v=volumes
          """);

  private final ComposeText text;
  private final List<Integer> service;
  private final ComposeVariables variables;
  private final List<String> before = new ArrayList<>();
  private final List<String> edits = new ArrayList<>();

  private ComposeEdit(Lab lab, ComposeText text, List<Integer> service) {
    this.text = text;
    this.service = service;
    variables = ComposeVariables.of(lab, text);
  }

  /** A remedy that makes a container again, or connects it, as edits of the file. */
  public static Optional<Remedy> of(Lab lab, Remedy remedy) {
    List<Remedy.Step> steps = remedy.steps();
    if (steps.size() == 1) {
      return connected(lab, steps.get(0).line())
          .map(edit -> new Remedy(edit.steps(), remedy.instead(), remedy.inSteps()));
    }
    for (int i = 0; i + 1 < steps.size(); i++) {
      Matcher removed = REMOVED.matcher(steps.get(i).line());
      if (removed.matches() && steps.get(i + 1).line().startsWith("docker run ")) {
        String run = steps.get(i + 1).line();
        int at = i;
        return Engines.called(lab, removed.group(1))
            .flatMap(container -> edit(lab, container, run))
            .map(edit -> instead(remedy, at, edit.steps()));
      }
    }
    return Optional.empty();
  }

  private static Remedy instead(Remedy remedy, int at, List<Remedy.Step> edit) {
    List<Remedy.Step> steps = new ArrayList<>(remedy.steps());
    steps.subList(at, at + 2).clear();
    steps.addAll(at, edit);
    return new Remedy(steps, remedy.instead(), remedy.inSteps());
  }

  /** A container that is connected to one more network. */
  private static Optional<Remedy> connected(Lab lab, String line) {
    Matcher connected = CONNECTED.matcher(line);
    return connected.matches()
        ? Engines.called(lab, connected.group(2))
            .flatMap(
                c ->
                    ComposeText.of(lab, c)
                        .flatMap(text -> connected(lab, text, c, connected.group(1))))
        : Optional.empty();
  }

  private static Optional<Remedy> connected(
      Lab lab, ComposeText text, Container container, String network) {
    Optional<String> key = key(lab, container, network);
    List<Integer> service = text.service(ComposeText.service(container));
    String name = key.orElse(network);
    List<String> edits = new ArrayList<>();
    List<Integer> merged = text.key(text.merged(service), NETWORKS);
    Optional<String> edit =
        text.key(service, NETWORKS).isEmpty()
            ? text.line(service, NETWORKS + ": [" + known(text, merged) + ", " + name + "]")
            : text.adding(service, NETWORKS, name);
    edit.ifPresent(edits::add);
    if (key.isEmpty()) {
      edits.addAll(text.declaring(NETWORKS, name, "external: true"));
    }
    return edit.map(added -> text.edited(edits));
  }

  /** The networks that a service has without saying so itself. */
  private static String known(ComposeText text, List<Integer> merged) {
    String taken =
        merged.stream()
            .map(line -> text.lines().get(line).replaceFirst("networks: *", ""))
            .map(line -> line.replaceAll("^[\\s-]+|:\\s*$|[\\[\\]\"'\\s]", ""))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining(", "));
    return taken.isEmpty() ? "default" : taken.replace(",", ", ").replaceAll(", +", ", ");
  }

  /**
   * How the file of a container calls a network: the project's own by a shorter name, and the way
   * out, which is the default bridge elsewhere, is the project's default network.
   */
  private static Optional<String> key(Lab lab, Container container, String network) {
    String project = container.spec().labels().get(Project.LABEL);
    return network.equals("bridge")
        ? Optional.of("default")
        : lab.engine().networks().stream()
            .filter(n -> n.name().equals(network))
            .map(n -> n.spec().labels())
            .filter(labels -> Objects.equals(labels.get(Project.LABEL), project))
            .flatMap(labels -> Stream.ofNullable(labels.get(NETWORK)))
            .findFirst();
  }

  private static Optional<Remedy> edit(Lab lab, Container container, String run) {
    Optional<ComposeText> file = ComposeText.of(lab, container);
    List<String> now = words(RunLine.of(container, new Makers(lab, Optional.empty())).text());
    List<String> then = words(run);
    if (file.isEmpty() || now.isEmpty() || then.isEmpty()) {
      return Optional.empty();
    }
    ComposeText text = file.get();
    ComposeEdit edit = new ComposeEdit(lab, text, text.service(ComposeText.service(container)));
    int nowImage = now.indexOf(container.spec().image());
    int thenImage = then.indexOf(container.spec().image());
    boolean whole =
        nowImage > 0
            && thenImage > 0
            && edit.from(now.subList(0, nowImage), then.subList(0, thenImage))
            && edit.command(
                now.subList(nowImage + 1, now.size()), then.subList(thenImage + 1, then.size()))
            && !(edit.edits.isEmpty() && edit.before.isEmpty());
    return whole ? Optional.of(text.edited(edit.before, edit.edits)) : Optional.empty();
  }

  /** The words of a command as the shell gives them to it. */
  private static List<String> words(String line) {
    return Outline.of(line)
        .flatMap(outline -> outline.simpleCommands().findFirst())
        .map(Outline.Simple::words)
        .orElse(List.of());
  }

  /** Whether what differs between two lines could be told as edits. */
  private boolean from(List<String> now, List<String> then) {
    List<String> gone = new ArrayList<>(now);
    List<String> come = new ArrayList<>(then);
    while (!gone.isEmpty()
        && !come.isEmpty()
        && gone.get(gone.size() - 1).equals(come.get(come.size() - 1))) {
      gone.remove(gone.size() - 1);
      come.remove(come.size() - 1);
    }
    while (!gone.isEmpty() && !come.isEmpty() && gone.get(0).equals(come.get(0))) {
      gone.remove(0);
      come.remove(0);
    }
    if (gone.size() == come.size()) {
      return changed(gone, come);
    }
    return gone.isEmpty() ? added(come) : come.isEmpty() && removed(gone);
  }

  /** The same of the words behind the image. */
  private boolean command(List<String> now, List<String> then) {
    if (now.size() == then.size()) {
      return from(now, then);
    }
    List<Integer> there = text.key(service, COMMAND);
    if (!there.isEmpty()) {
      edits.add(ComposeText.without(there));
    }
    return then.isEmpty()
        || edits.addAll(
            text.line(service, COMMAND + ": " + String.join(" ", then)).stream().toList());
  }

  /** Words in their places are others. */
  private boolean changed(List<String> gone, List<String> come) {
    for (int i = 0; i < gone.size(); i++) {
      String from = unquoted(gone.get(i));
      String to = unquoted(come.get(i));
      String name = from.substring(0, from.indexOf('=') + 1);
      boolean pair = !name.isEmpty() && to.startsWith(name);
      boolean found =
          replaced(from, to)
              || pair && replaced(from.substring(name.length()), to.substring(name.length()))
              || edits.addAll(new ComposePorts(text, service).changing(from, to));
      if (!found) {
        return false;
      }
    }
    return true;
  }

  /** A word of the service, or of what it takes over, whether or not it is there by a variable. */
  private boolean replaced(String from, String to) {
    List<Integer> merged = text.merged(service);
    Optional<String> edit =
        text.replacing(service, from, to).or(() -> text.replacing(merged, from, to));
    Optional<ComposeVariables.Change> change =
        edit.isPresent()
            ? Optional.empty()
            : variables
                .replacing(service, from, to)
                .or(() -> variables.replacing(merged, from, to));
    change.map(ComposeVariables.Change::before).ifPresent(before::addAll);
    edit.or(() -> change.flatMap(ComposeVariables.Change::edit)).ifPresent(edits::add);
    return edit.isPresent() || change.isPresent();
  }

  private boolean added(List<String> come) {
    if (come.equals(List.of("-it"))) {
      return edits.addAll(text.line(service, "tty: true").stream().toList());
    }
    String key = come.size() == 2 ? KEYS.getOrDefault(come.get(0), "") : "";
    return !key.isEmpty()
        && edits.addAll(text.adding(service, key, unquoted(come.get(1))).stream().toList());
  }

  private boolean removed(List<String> gone) {
    if (gone.size() == 2 && gone.get(0).equals("--network")) {
      List<Integer> mode = text.key(service, "network_mode");
      return mode.size() == 1 && edits.add(ComposeText.without(mode));
    }
    String key = gone.size() == 2 ? KEYS.getOrDefault(gone.get(0), "") : "";
    List<Integer> block = key.isEmpty() ? List.of() : text.key(service, key);
    List<Integer> lines = text.saying(block, unquoted(gone.get(gone.size() - 1)));
    if (lines.size() != 1) {
      return false;
    }
    return edits.add(ComposeText.without(block.size() == 2 ? block : lines));
  }

  private static String unquoted(String word) {
    return word.replaceAll("^(['\"])(.*)\\1$", "$2");
  }
}

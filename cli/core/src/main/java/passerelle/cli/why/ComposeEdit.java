package passerelle.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Outline;

/**
 * What a person does to a container that Compose has made: edits its file and lets Compose make the
 * container again, where {@code docker run} would take it out of its project.
 */
final class ComposeEdit {
  private static final Pattern REMOVED = Pattern.compile("docker rm -f (\\S+)");

  /** The key of a service that is an option of {@code docker run} with values. */
  private static final Map<String, String> KEYS =
      Map.of(
          "-p", "ports",
          "-e", "environment",
          "--add-host", "extra_hosts",
          "--cap-add", "cap_add",
          "-v", "volumes");

  private final ComposeText text;
  private final List<Integer> service;
  private final List<String> edits = new ArrayList<>();

  private ComposeEdit(ComposeText text, List<Integer> service) {
    this.text = text;
    this.service = service;
  }

  /** A remedy that makes a container again by another line, as edits of the file. */
  static Optional<Remedy> of(Lab lab, Remedy remedy) {
    List<Remedy.Step> steps = remedy.steps();
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

  private static Optional<Remedy> edit(Lab lab, Container container, String run) {
    Optional<ComposeText> file = ComposeText.of(lab, container);
    List<String> now = words(RunLine.of(container, new Makers(lab, Optional.empty())).text());
    List<String> then = words(run);
    if (file.isEmpty() || now.isEmpty() || then.isEmpty()) {
      return Optional.empty();
    }
    ComposeText text = file.get();
    ComposeEdit edit = new ComposeEdit(text, text.service(ComposeText.service(container)));
    boolean whole = edit.from(now, then) && !edit.edits.isEmpty();
    return whole ? Optional.of(text.edited(edit.edits)) : Optional.empty();
  }

  /** The words of a command as the shell gives them to it. */
  private static List<String> words(String line) {
    return Outline.of(Dialect.BASH, line)
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

  /** Words in their places are others. */
  private boolean changed(List<String> gone, List<String> come) {
    for (int i = 0; i < gone.size(); i++) {
      String from = unquoted(gone.get(i));
      String to = unquoted(come.get(i));
      Optional<String> edit = text.replacing(service, from, to);
      if (edit.isEmpty() && from.contains("=") && to.contains("=")) {
        String name = from.substring(0, from.indexOf('=') + 1);
        edit =
            to.startsWith(name)
                ? text.replacing(
                    service, from.substring(name.length()), to.substring(name.length()))
                : Optional.empty();
      }
      if (edit.isEmpty()) {
        return false;
      }
      edits.add(edit.get());
    }
    return true;
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

package passerelle.cli.why.container;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.why.engine.LastWords;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;

/** Containers whose command has ended by itself, and what keeps them running. */
final class Ended {
  /** What an image's start script asks for in capitals, where it does without nothing. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\b[A-Z][A-Z0-9]*_[A-Z0-9_]*PASSWORD\\b");

  private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash");

  /** What people run in a container to have a shell in it, or to keep it there. */
  static final Set<String> PROGRAMS = Set.of("sh", "bash", "ash", "sleep", "tail", "cat", "top");

  private Ended() {}

  /**
   * What keeps it running, the smallest change first: another start, what its start script asks
   * for, a terminal for a shell, the image's own command, a command that waits.
   */
  static List<Remedy> remedies(Container container, Makers makers) {
    RunLine line = RunLine.of(container, makers);
    List<Remedy> remedies = new ArrayList<>();
    // What it wanted when it started may be there by now.
    remedies.add(Remedy.onHost("docker start " + container.name()));
    remedies.addAll(new Configurations(container).edits());
    for (String variable : variables(container)) {
      remedies.add(line.with("-e", variable + "=secret").again());
    }
    if (isShell(container)) {
      remedies.add(line.with("-it").again());
    }
    // A shell that ends at once without a terminal is no use to who wanted something else.
    boolean plain = container.image().process().command().stream().noneMatch(SHELLS::contains);
    line.withoutCommand().filter(l -> plain).map(RunLine::again).ifPresent(remedies::add);
    boolean serves =
        !container.image().exposed().isEmpty() || !container.spec().ports().bindings().isEmpty();
    if (!serves && (container.exitCode() == 0 || isShell(container))) {
      remedies.add(line.running("sleep", "infinity").again());
    }
    return remedies.stream().map(remedy -> withGuests(remedy, container, makers)).toList();
  }

  /** Who lives in its namespace by its id has to be made again for the new one. */
  private static Remedy withGuests(Remedy remedy, Container owner, Makers makers) {
    Remedy all = remedy;
    for (Container guest : makers.lab().engine().containers()) {
      if (Engines.owner(makers.lab(), guest).filter(owner::equals).isPresent()) {
        all = all.then(RunLine.of(guest, makers).again());
      }
    }
    return all;
  }

  private static Set<String> variables(Container container) {
    Set<String> variables = new LinkedHashSet<>();
    for (String text : LastWords.lines(container)) {
      Matcher name = VARIABLE.matcher(text);
      while (name.find()) {
        variables.add(name.group());
      }
    }
    return variables;
  }

  private static boolean isShell(Container container) {
    List<String> argv = container.argv();
    return argv.size() == 1 && SHELLS.contains(argv.get(0).replaceFirst(".*/", ""));
  }
}

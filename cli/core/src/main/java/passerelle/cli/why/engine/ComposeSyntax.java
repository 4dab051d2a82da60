package passerelle.cli.why.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.SedEdit;
import passerelle.text.Nearest;

/**
 * Compose files that cannot be read: a line whose indentation is that of nothing, a key that is
 * misspelt.
 *
 * @param deed the command that was refused
 */
public record ComposeSyntax(Lab lab, Deed deed) {
  /** Keys of a service, and of the file itself. */
  private static final List<String> KEYS =
      List.of(
          ("image build command entrypoint ports expose environment env_file volumes networks"
                  + " depends_on restart container_name hostname healthcheck extra_hosts dns"
                  + " network_mode user working_dir labels cap_add privileged tty stdin_open links"
                  + " profiles deploy services secrets configs")
              .split(" "));

  private Optional<ComposeText> file() {
    return ComposeText.of(lab, deed);
  }

  /** What is edited, before the command comes again. */
  private Remedy edited(ComposeText text, String edit) {
    return Remedy.onHost(new SedEdit(text.path(), List.of(edit)).line())
        .then(new Remedy.Step(deed.machine(), deed.typed().line()));
  }

  /** A key that Compose does not know: a slip in one that it knows. */
  public Optional<Diagnosis> unknownKey(String key) {
    return file()
        .map(
            text -> {
              List<Integer> lines =
                  IntStream.range(0, text.lines().size())
                      .filter(i -> text.lines().get(i).matches("\\s*\\Q" + key + "\\E\\s*:.*"))
                      .boxed()
                      .toList();
              Diagnosis unknown = Diagnosis.of(Cause.COMPOSE_KEY_UNKNOWN, key, text.path());
              for (int line : lines) {
                // A service that stands beside "services:" instead of below it.
                List<Integer> block = text.depth(line) == 0 ? text.element(line) : List.of();
                if (block.size() > 1) {
                  int last = block.get(block.size() - 1) + 1;
                  String lower = (line + 1) + "," + last + "s/^/  /";
                  unknown = unknown.or(edited(text, lower));
                }
                for (String near : Nearest.of(key, KEYS)) {
                  unknown =
                      unknown.or(
                          text.replacingText(line, key + ":", near + ":")
                              .map(edit -> edited(text, edit)));
                }
              }
              return unknown;
            });
  }

  /** Below {@code services:} stands nothing, and beside it what should stand there. */
  public Optional<Diagnosis> besideServices() {
    List<String> keys =
        file().stream()
            .flatMap(text -> text.lines().stream())
            .filter(line -> line.matches("\\w.*:.*"))
            .map(line -> line.replaceFirst(":.*", ""))
            .toList();
    int next = keys.indexOf("services") + 1;
    return next > 0 && next < keys.size() && !KEYS.contains(keys.get(next))
        ? unknownKey(keys.get(next))
        : Optional.empty();
  }

  /** The first line that begins where nothing above it does. */
  public Optional<Diagnosis> indentation() {
    return file().flatMap(this::indentation);
  }

  private Optional<Diagnosis> indentation(ComposeText text) {
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    boolean opens = false;
    for (int i = 0; i < text.lines().size(); i++) {
      String line = text.lines().get(i);
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      int depth = text.depth(i);
      if (line.substring(0, depth).contains("\t")) {
        return Optional.of(tab(text, i, open));
      }
      Set<Integer> meant = new LinkedHashSet<>();
      while (depth < open.peek()) {
        meant.add(open.pop());
      }
      boolean deeper = depth > open.peek();
      if (deeper && (!opens || !meant.isEmpty())) {
        meant.add(open.peek());
        return Optional.of(odd(text, i, depth, meant));
      }
      if (deeper) {
        open.push(depth);
      }
      // What follows a hyphen has a depth of its own.
      if (line.strip().startsWith("- ") && line.contains(": ")) {
        open.push(depth + 2);
      }
      opens = line.stripTrailing().matches(".*(:|-|[|>][-+]?)(\\s+[&#].*)?");
    }
    return Optional.empty();
  }

  private Diagnosis tab(ComposeText text, int line, Iterable<Integer> open) {
    Diagnosis tab = Diagnosis.of(Cause.COMPOSE_TAB, text.path(), line + 1);
    for (int depth : open) {
      tab = tab.or(edited(text, (line + 1) + "s/^[[:space:]]*/" + " ".repeat(depth) + "/"));
    }
    return tab;
  }

  private Diagnosis odd(ComposeText text, int line, int depth, Set<Integer> meant) {
    Diagnosis odd = Diagnosis.of(Cause.COMPOSE_INDENTATION, text.path(), line + 1, depth);
    for (int other : meant) {
      odd = odd.or(edited(text, (line + 1) + "s/^ */" + " ".repeat(other) + "/"));
    }
    return odd;
  }
}

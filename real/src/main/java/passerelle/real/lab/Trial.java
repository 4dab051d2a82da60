package passerelle.real.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;
import passerelle.text.Resources;

/**
 * An enclosure made to see whether one can be made, and whether what labs consist of works in it
 * ({@code probe.sh}). Nothing of it stays.
 *
 * @param failure why there is no enclosure; empty when there was one
 * @param answers for each thing tried out, {@code ok} or why it does not work
 */
record Trial(Optional<String> failure, Map<String, String> answers) {
  private static final String OK = "ok";

  /** In an enclosure like those of labs. */
  static Trial ofAnEnclosure() {
    return by(Enclosure.prefix(List.of()));
  }

  /** In what the words before a command make. */
  static Trial by(List<String> prefix) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of("sh", "-c", Resources.text(Trial.class, "probe.sh")));
    try {
      Command.Result result = Command.of(words).run();
      Map<String, String> answers = new LinkedHashMap<>();
      result.out().lines().forEach(line -> answer(line, answers));
      return new Trial(
          result.succeeded() && !answers.isEmpty()
              ? Optional.empty()
              : Optional.of(result.err().lines().findFirst().orElse("status " + result.status())),
          answers);
    } catch (CommandException e) {
      return new Trial(Optional.of(e.getMessage()), Map.of());
    }
  }

  private static void answer(String line, Map<String, String> answers) {
    int space = line.indexOf(' ');
    if (space > 0) {
      answers.put(line.substring(0, space), line.substring(space + 1).strip());
    }
  }

  /** Why a thing does not work; empty when it does. */
  Optional<String> complaint(String name) {
    return Optional.of(answers.getOrDefault(name, "")).filter(answer -> !answer.equals(OK));
  }
}

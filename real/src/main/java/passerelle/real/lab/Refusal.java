package passerelle.real.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.text.Language;

/**
 * Why real mode does not start, and what helps.
 *
 * @param obstacles what is missing; at least one
 */
public record Refusal(List<Finding> obstacles) {
  public Refusal {
    obstacles = List.copyOf(obstacles);
  }

  static Refusal of(Said problem) {
    return new Refusal(List.of(Finding.missing("enclosure", problem, Optional.empty())));
  }

  /** The whole message: what, why, and the commands that help; lines without an end of line. */
  public String text(Language language) {
    List<String> lines = new ArrayList<>();
    lines.add(Said.of("refused").in(language));
    for (Finding obstacle : obstacles) {
      String problem = obstacle.problem().map(p -> p.in(language)).orElse("");
      lines.add("  " + obstacle.name() + ": " + problem);
    }
    obstacles.stream()
        .flatMap(obstacle -> obstacle.remedy().stream())
        .distinct()
        .forEach(command -> lines.add(Said.of("refused.try", command).in(language)));
    return String.join("\n", lines);
  }
}

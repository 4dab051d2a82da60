package passerelle.cli.why.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.why.question.Question;
import passerelle.engine.Container;

/**
 * One like a container that was there only while its command ran ({@code docker run --rm}): it
 * waits, so that it can be asked from.
 *
 * @param name how it is called
 * @param typed what made the container
 * @param line the same, to be typed again otherwise
 */
public record StandIn(String name, Deed.Typed typed, RunLine line) {
  private static final Pattern CONNECT = Pattern.compile("docker network connect (\\S+) (\\S+)");

  /**
   * For a container.
   *
   * @param taken names of others
   */
  public static StandIn of(Container gone, Deed.Typed typed, RunLine line, Set<String> taken) {
    String image = gone.spec().image().replaceFirst("^.*/", "").replaceFirst("[:@].*", "");
    String unnamed = taken.contains(image) ? image + "-2" : image;
    return new StandIn(gone.spec().name().isEmpty() ? unnamed : gone.spec().name(), typed, line);
  }

  /** What brings it. */
  public Remedy.Step arrival() {
    return new Remedy.Step("host", "docker rm -f " + name + "; " + line.waiting(name));
  }

  /** Whether its command tells what it asks for, so that it can be typed with something else. */
  public boolean canAsk(Question asked, Question other) {
    return !line.asking(asked, other).equals(line);
  }

  /** A remedy for it, as one for the command that is to be typed again. */
  public Remedy forCommand(Remedy remedy, Question asked) {
    List<Remedy.Step> steps = new ArrayList<>();
    RunLine again = line;
    String removed = "docker rm -f " + line.container().name();
    if (line.isKept()) {
      steps.add(new Remedy.Step("host", removed));
    }
    boolean remade = remedy.steps().stream().anyMatch(step -> step.line().equals(removed));
    for (Remedy.Step step : remedy.steps()) {
      Matcher connect = CONNECT.matcher(step.line());
      if (connect.matches() && connect.group(2).equals(name)) {
        again = again.without("--network", "--net").with("--network", connect.group(1));
      } else if (remade && step.line().startsWith("docker run ")) {
        again = line.asTyped(step.line());
      } else if (!step.line().equals(removed)
          && !step.line().equals("docker network disconnect none " + name)
          && !step.line().matches("docker (re)?start " + Pattern.quote(name))) {
        steps.add(step);
      }
    }
    Optional<Question> other = remedy.instead();
    if (other.isPresent()) {
      again = again.asking(asked, other.get());
    }
    steps.add(new Remedy.Step("host", again.text()));
    return new Remedy(steps, Optional.empty());
  }
}

package passerelle.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.engine.compose.Project;
import passerelle.lab.LabTopology;

/**
 * What a person does to a container that Compose has made: edits its file and lets Compose make the
 * container again, where {@code docker run} would take it out of its project.
 */
final class ComposeEdit {
  private static final Pattern REMOVED = Pattern.compile("docker rm -f (\\S+)");
  private static final Pattern PUBLISHED = Pattern.compile("(?<= -p )\\S+");

  private ComposeEdit() {}

  /** A remedy that makes a container again with another published port, as an edit of the file. */
  static Optional<Remedy> of(Lab lab, Remedy remedy) {
    List<Remedy.Step> steps = remedy.steps();
    for (int i = 0; i + 1 < steps.size(); i++) {
      Matcher removed = REMOVED.matcher(steps.get(i).line());
      if (removed.matches() && steps.get(i + 1).line().startsWith("docker run ")) {
        String run = steps.get(i + 1).line();
        int at = i;
        return Engines.called(lab, removed.group(1))
            .flatMap(container -> edit(lab, container, run))
            .map(edit -> instead(remedy, at, edit));
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

  private static Optional<List<Remedy.Step>> edit(Lab lab, Container container, String run) {
    String file = container.spec().labels().getOrDefault(Project.LABEL + ".config_files", "");
    List<String> was =
        container.spec().ports().bindings().stream()
            .map(RunLine::text)
            .filter(text -> !run.contains(" -p " + text + " "))
            .toList();
    List<String> wanted =
        PUBLISHED
            .matcher(run)
            .results()
            .map(found -> found.group())
            .filter(
                text ->
                    container.spec().ports().bindings().stream()
                        .map(RunLine::text)
                        .noneMatch(text::equals))
            .toList();
    boolean one = was.size() == 1 && wanted.size() == 1;
    boolean told =
        one
            && lab.kernel()
                .spaces()
                .readFile(LabTopology.HOST, file)
                .filter(text -> text.contains(was.get(0)))
                .isPresent();
    return told
        ? Optional.of(
            Remedy.onHost(
                    "sed -i 's/" + was.get(0) + "/" + wanted.get(0) + "/' " + file,
                    "docker compose -f " + file + " up -d")
                .steps())
        : Optional.empty();
  }
}

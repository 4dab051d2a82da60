package passerelle.cli.why.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Engines;
import passerelle.cli.why.typed.ComposeText;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.engine.Container;
import passerelle.engine.compose.Project;
import passerelle.lab.LabTopology;

/** Services of the Compose file by which a container was made. */
public final class Services {
  private Services() {}

  /**
   * By what name a container asks for another one: in its project, by that of the service; an alias
   * is one already.
   */
  public static String name(Lab lab, Optional<Container> asking, String container) {
    return Engines.called(lab, container)
        .filter(c -> c.name().equals(container))
        .flatMap(c -> asking.map(self -> name(self, c)))
        .orElse(container);
  }

  /** The same of a container. */
  public static String name(Container asking, Container other) {
    String service = ComposeText.service(other);
    return isOfProject(asking, other) && !service.isEmpty() ? service : other.name();
  }

  /** The container of a service of the project of one that asks for it. */
  public static Optional<Container> container(Lab lab, Optional<Container> asking, String service) {
    return asking.flatMap(
        self ->
            lab.engine().containers().stream()
                .filter(c -> isOfProject(self, c) && ComposeText.service(c).equals(service))
                .filter(Container::isRunning)
                .findFirst());
  }

  public static boolean isOfProject(Container one, Container other) {
    String project = one.spec().labels().getOrDefault(Project.LABEL, "");
    return !project.isEmpty() && project.equals(other.spec().labels().get(Project.LABEL));
  }

  /** Compose puts on a network of the project what does not say another one. */
  public static Optional<Remedy> offDefaultBridge(Lab lab, Container asking, Container meant) {
    return ComposeText.of(lab, asking).flatMap(text -> offDefaultBridge(text, asking, meant));
  }

  private static Optional<Remedy> offDefaultBridge(
      ComposeText text, Container asking, Container meant) {
    List<String> edits = new ArrayList<>();
    for (Container container : List.of(asking, meant)) {
      List<Integer> service = text.service(ComposeText.service(container));
      List<Integer> mode = text.key(service, "network_mode");
      if (!mode.isEmpty()) {
        edits.add(ComposeText.without(mode));
      }
    }
    return edits.isEmpty() ? Optional.empty() : Optional.of(text.edited(edits));
  }

  /** A service that Compose did not start with the others: it has a profile, say. */
  public static Optional<Diagnosis> notStarted(Lab lab, Container asking, String name) {
    Optional<String> file =
        Optional.ofNullable(asking.spec().labels().get(Project.LABEL + ".config_files"));
    Pattern service = Pattern.compile("(?m)^ +" + Pattern.quote(name) + ": *(#.*)?$");
    return file.filter(
            path ->
                lab.kernel()
                    .spaces()
                    .readFile(LabTopology.HOST, path)
                    .filter(text -> service.matcher(text).find())
                    .isPresent())
        .map(
            path ->
                Diagnosis.of(Cause.SERVICE_NOT_STARTED, name, path)
                    .by(new Makers(lab, Optional.empty()).of(asking))
                    .or(Remedy.onHost("docker compose -f " + path + " up -d " + name)));
  }
}

package passerelle.cli.why;

import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;
import passerelle.engine.compose.Project;
import passerelle.lab.LabTopology;

/** Services of the Compose file by which a container was made. */
final class Services {
  private Services() {}

  /** A service that Compose did not start with the others: it has a profile, say. */
  static Optional<Diagnosis> notStarted(Lab lab, Container asking, String name) {
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

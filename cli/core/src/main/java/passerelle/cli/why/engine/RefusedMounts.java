package passerelle.cli.why.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.typed.Makers;
import passerelle.cli.why.typed.Remedy;
import passerelle.cli.why.typed.RunLine;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.kernel.FileTree;
import passerelle.kernel.KernelException;
import passerelle.text.Nearest;

/**
 * Files and directories that Docker cannot mount on one another.
 *
 * @param deed the command that it refused
 */
public record RefusedMounts(Lab lab, Deed deed) {

  /**
   * A directory on a file, or a file on a directory.
   *
   * @param source as the daemon tells it
   */
  public Optional<Diagnosis> ofAnotherKind(String source, String destination) {
    try {
      FileTree files = lab.engine().roots().ofHost();
      return lab.engine().containers().stream()
          .filter(c -> !c.isRunning() && c.error().contains("error mounting \"" + source + "\""))
          .reduce((a, b) -> b)
          .map(failed -> ofAnotherKind(files, failed, source, destination));
    } catch (EngineException unkept) {
      return Optional.empty();
    }
  }

  private Diagnosis ofAnotherKind(
      FileTree files, Container failed, String source, String destination) {
    Makers makers = new Makers(lab, Optional.empty());
    boolean directory = files.kind(source) == FileTree.Kind.DIRECTORY;
    Cause cause = directory ? Cause.DIRECTORY_ON_FILE : Cause.FILE_ON_DIRECTORY;
    Diagnosis refused = Diagnosis.of(cause, source, destination).by(makers.of(failed));
    RunLine line = RunLine.of(failed, makers);
    String remove = "docker rm -f " + failed.name();
    if (!directory) {
      String inside = destination + "/" + source.substring(source.lastIndexOf('/') + 1);
      return refused.or(line.mounting("", destination, inside).map(RunLine::again));
    }
    List<Remedy> remedies = new ArrayList<>();
    similar(files, source)
        .flatMap(file -> line.mounting(file, destination, destination))
        .map(RunLine::again)
        .ifPresent(remedies::add);
    String copy =
        "docker run --rm " + failed.spec().image() + " cat " + destination + " > " + source;
    remedies.add(Remedy.onHost(remove, "rmdir " + source, copy).then(line.again()));
    return refused.mendedBy(remedies);
  }

  /** A file in the same directory whose name is nearly the same. */
  private static Optional<String> similar(FileTree files, String source) {
    String above = source.replaceFirst("/[^/]*$", "");
    String name = source.substring(above.length() + 1);
    try {
      List<String> there =
          files.list(above.isEmpty() ? "/" : above).stream()
              .filter(n -> files.kind(above + "/" + n) == FileTree.Kind.FILE)
              .toList();
      return Nearest.of(name, there).stream().findFirst().map(n -> above + "/" + n);
    } catch (KernelException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * A file that an option names, of variables or labels, is not there.
   *
   * @param told what docker says of it
   */
  public Diagnosis noFile(String told, String file) {
    String option = " --(env|label)-file[= ]" + Pattern.quote(file);
    String without = deed.typed().line().replaceFirst(option, "");
    return Diagnosis.of(Cause.DOCKER_REFUSED, told).or(Remedy.at(deed.machine(), without));
  }
}

package passerelle.scenarios.ci;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import passerelle.files.FileRefusal;
import passerelle.files.OwnFiles;
import passerelle.files.OwnPaths;
import passerelle.text.ReportPrinter;
import passerelle.text.Sha256;

/**
 * GitHub Actions: annotations at the lines of files, and the summary of the job. Both are told as
 * "Workflow commands for GitHub Actions" says.
 */
public final class GithubActions {
  /** The octets that GitHub takes for a step's summary. */
  private static final int MOST_OCTETS = 1 << 20;

  private final Map<String, String> environment;

  private GithubActions(Map<String, String> environment) {
    this.environment = environment;
  }

  /** GitHub Actions, if the program runs there. */
  public static Optional<GithubActions> in(Map<String, String> environment) {
    return "true".equals(environment.get("GITHUB_ACTIONS"))
        ? Optional.of(new GithubActions(environment))
        : Optional.empty();
  }

  /** The line of a log that becomes an annotation. */
  String annotation(Finding finding) {
    return "::error file=%s,line=%s,title=%s::%s"
        .formatted(
            property(inWorkspace(finding.file())),
            finding.line(),
            property(finding.title()),
            data(finding.text().stripTrailing()));
  }

  /** Files are named from the workspace on: there GitHub finds them in a commit. */
  private String inWorkspace(String file) {
    Path path = OwnPaths.of(file).toAbsolutePath().normalize();
    return Optional.ofNullable(environment.get("GITHUB_WORKSPACE"))
        .filter(workspace -> !workspace.isEmpty())
        .map(workspace -> OwnPaths.of(workspace).toAbsolutePath().normalize())
        .filter(path::startsWith)
        .map(workspace -> workspace.relativize(path).toString())
        .orElse(file)
        .replace('\\', '/');
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /**
   * Somebody else's words for the log: what looks like a workflow command in them is none. The word
   * that ends them is their own digest, so that they cannot hold it.
   */
  public static String quoted(String text) {
    String word = Sha256.hex(text);
    return "::stop-commands::" + word + "\n" + text + "::" + word + "::\n";
  }

  /**
   * Tells GitHub of a run: an annotation for each finding, and a summary behind those of the step
   * that are there.
   *
   * @throws FileRefusal when the summary cannot be written
   */
  public void tell(Overview overview, ReportPrinter log) throws FileRefusal {
    overview.findings().forEach(finding -> log.quote(annotation(finding) + "\n"));
    log.flush();
    String summary = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (!summary.isEmpty()) {
      append(summary, JobSummary.of(overview));
    }
  }

  private static void append(String name, String text) throws FileRefusal {
    OwnFiles files = new OwnFiles();
    OwnFiles.NewFile file = files.create(name, true);
    String before = new String(files.read(name, MOST_OCTETS), StandardCharsets.UTF_8);
    file.write((before + text).getBytes(StandardCharsets.UTF_8));
  }
}

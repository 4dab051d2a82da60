package passerelle.engine.cli.compose;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;

/** What releases of Compose tell differently: the one with Engine 26.1, and the later ones. */
public enum ComposeRelease {
  V2_26("2.26.1", 14, 15, 16),
  V2_40("2.40.3", 1, 1, 1);

  private static final Pattern WORDS = Pattern.compile("(\\S+) value must be (?:one of )?('.*')");

  /** Settings of an endpoint that 2.26 reads past. */
  private static final Pattern LATER =
      Pattern.compile(",(gw-priority=[^,]*|driver-opt=[^,]*|\"driver-opt=[^\"]*\")");

  private final String number;
  private final int missing;
  private final int invalid;
  private final int usage;

  ComposeRelease(String number, int missing, int invalid, int usage) {
    this.number = number;
    this.missing = missing;
    this.invalid = invalid;
    this.usage = usage;
  }

  public static ComposeRelease of(String version) {
    return version.contains("2.26") ? V2_26 : V2_40;
  }

  static ComposeRelease of(Invocation call) {
    return of(call.engine().profile().versions().compose());
  }

  /** As it stands in the labels of what it makes. */
  String number() {
    return number;
  }

  /** There is no such file (compose.ErrorCode of 2.26, which ended with 2.38). */
  CliException missing(String problem) {
    return new CliException(problem + "\n", missing);
  }

  /** What is wrong with a file. */
  CliException invalid(String problem) {
    if (problem.startsWith("open ") || problem.startsWith("env file ")) {
      return missing(problem);
    }
    boolean name = problem.startsWith("invalid project name");
    return new CliException(schema(problem) + "\n", name ? 1 : invalid);
  }

  /** The schema is checked by another library since 2.40. */
  private String schema(String problem) {
    if (this != V2_26) {
      return problem;
    }
    Matcher words = WORDS.matcher(problem);
    if (words.find()) {
      return words.replaceFirst(
          "$1 $1 must be one of the following: " + words.group(2).replace("'", "\""));
    }
    return problem
        .replaceFirst("^failed to read \\S+: line", "line")
        .replaceFirst(
            "(?s)(decoding failed .*)'(services\\[.*)' time:", "$1error decoding '$2': time:")
        .replaceFirst(
            "(:?) additional properties '(.*)' not allowed",
            "$1 Additional property $2 is not allowed")
        .replaceFirst("(validating \\S+:)  ?Additional", "$1 (root) Additional")
        .replaceFirst("missing property '(.*)'$", "$1 is required")
        .replaceFirst("must be a array$", "must be a list")
        .replaceFirst(
            "must be a boolean, null, number or string$",
            "must be a string, number, boolean or null")
        .replaceFirst(
            "(\\S+) '.*' does not match pattern.*",
            "$1 $1 must be one of the following: \"always\", \"never\", \"if_not_present\","
                + " \"build\", \"missing\"")
        .replaceFirst(
            "failed to parse \\S+: (line .* mapping key .* already defined)",
            "yaml: unmarshal errors:\n  $1");
  }

  /** A network that somebody else should have made; 2.26 takes the name for an id then. */
  CliException externalMissing(String network) {
    return new CliException(
        this == V2_26
            ? "Error response from daemon: network " + network + " not found\n"
            : "network " + network + " declared as external, but could not be found\n",
        1);
  }

  /** A network that has been made for another one's sake. */
  CliException wrongLabel(String network, String label, String expected) {
    String known = this == V2_26 ? "" : " (expected: \"" + expected + "\")";
    return new CliException(
        "network %s was found but has incorrect label com.docker.compose.network set to \"%s\"%s\n"
            .formatted(network, label, known),
        1);
  }

  /** A word that creates a container, without what the release does not ask for at a network. */
  String asked(String word) {
    return this == V2_26 && word.startsWith("--network=")
        ? LATER.matcher(word).replaceAll("")
        : word;
  }

  /** The options of {@code up} that want it to stay. */
  String attaching() {
    return this == V2_26
        ? "--abort-on-container-exit, --attach or --attach-dependencies"
        : "--abort-on-container-exit, --abort-on-container-failure, --attach,"
            + " --attach-dependencies or --watch";
  }

  /** Whether {@code up} tells how containers end that it stops for another one's sake. */
  boolean awaitsAborted() {
    return this == V2_40;
  }

  /** Whether it looks at the settings of containers that it is to make. */
  boolean checksContainers() {
    return this == V2_40;
  }

  /** Whether there is nothing to take down is a warning of its log. */
  boolean logsNothingToRemove() {
    return this == V2_40;
  }

  /** Options or arguments that cannot be. */
  public CliException usage(String problem) {
    return new CliException(problem + "\n", usage);
  }

  /** Whether networks and volumes have the sum of their settings among their labels. */
  boolean hashesResources() {
    return this == V2_40;
  }

  /** Whether what cannot be made is told beside it, too. */
  boolean tellsErrors() {
    return this == V2_40;
  }

  /** Whether {@code compose images} has columns for the platform and the age. */
  boolean tellsAgeOfImages() {
    return this == V2_40;
  }

  /** Whether {@code compose top} prints one table for all containers. */
  boolean hasOneTop() {
    return this == V2_40;
  }

  /** Whether a container of {@code compose run} that has ended belongs to nobody any more. */
  boolean disownsRuns() {
    return this == V2_40;
  }
}

package passerelle.cli.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An application of the author's of which a deck shows nothing: the reader is to have its
 * directory, and that it listens where it is asked. An image that stands in for it does both.
 *
 * @param run does what the reader does, unseen, and gives its status
 */
record OwnApplication(HostLine run, OwnImages images, Presumed presumed) {
  private static final Pattern BUILD =
      Pattern.compile("(?s).*\\bdocker (?:image |buildx )?build (?:.* )?([^\\s-]\\S*)\\s*");

  private static final Pattern COMPOSE = Pattern.compile("(?s).*\\bdocker[ -]compose .*");

  /** How a builder says that there is nothing to build of. */
  private static final Pattern LACKING =
      Pattern.compile(
          "unable to prepare context: path \"(?<path>[^\"]+)\" not found"
              + "|failed to read dockerfile: open (?<file>[\\w./-]+): no such file");

  /** How Compose says that there is no project, and what of one is asked. */
  private static final String NO_PROJECT = "no configuration file provided: not found";

  private static final Pattern SERVICE =
      Pattern.compile(
          "\\bcompose (?:exec|logs|restart|run|start|stop|port|top)(?: -\\S+)* ([a-z][\\w-]*)");

  /** How clients say that nobody listens there, be it behind a published port. */
  private static final Pattern UNHEARD =
      Pattern.compile(
          "(?i)connection refused|connection reset|could(?:n't| not) connect|empty reply");

  private static final Pattern ASKED =
      Pattern.compile(
          "(?s).*\\b(?:curl|wget|http)\\b[^|;&]*[\\s\"'](?:https?://)?(?<host>[A-Za-z0-9][\\w.-]*)"
              + "(?::(?<port>\\d{1,5}))?(?:[/\\s\"'].*)?");

  private static final Pattern HERE = Pattern.compile("localhost|\\d.*");
  private static final String WEB = "80";

  /**
   * Makes what an image is to be built of.
   *
   * @param command what was refused
   * @return how; empty if the refusal tells of something else
   */
  Optional<String> build(String command, String refusal) {
    if (refusal.contains(NO_PROJECT)) {
      Matcher service = SERVICE.matcher(command);
      String lines =
          "services:\n  " + (service.find() ? service.group(1) : "app") + ":\n    image: nginx\n";
      return run.run(HostLine.writing("compose.yaml", lines)) == 0
          ? Optional.of("cat > compose.yaml")
          : Optional.empty();
    }
    Matcher lacking = LACKING.matcher(refusal);
    Matcher builds = BUILD.matcher(command);
    boolean built = builds.matches();
    if (!lacking.find() || !built && !COMPOSE.matcher(command).matches()) {
      return Optional.empty();
    }
    String path = lacking.group("path");
    String directory = path != null ? path : built ? builds.group(1) : ".";
    String file = directory + "/" + (path != null ? "Dockerfile" : lacking.group("file"));
    String image = images.standIn(command, directory);
    boolean made = run.run(HostLine.writing(file, "FROM " + image + "\n")) == 0;
    return made ? Optional.of("echo FROM " + image + " > " + file) : Optional.empty();
  }

  /**
   * Lets an application listen where it is asked.
   *
   * @param command what was refused
   * @return how; empty if the refusal tells of something else, or another image is asked
   */
  Optional<String> answer(String command, String refusal) {
    Matcher asked = ASKED.matcher(command);
    if (!asked.matches() || !refusal.isBlank() && !UNHEARD.matcher(refusal).find()) {
      return Optional.empty();
    }
    String port = asked.group("port") == null ? WEB : asked.group("port");
    String find =
        HERE.matcher(asked.group("host")).matches()
            ? "c=$(docker ps --filter publish=%s --format '{{.Names}}');".formatted(port)
                + " p=$(docker port $c | sed -n 's|/tcp -> .*:%s$||p' | head -1);".formatted(port)
            : "c=" + asked.group("host") + "; p=" + port + ";";
    String own =
        "case ' "
            + String.join(" ", images.names())
            + " ' in *\" $i \"*|*\" ${i%:latest} \"*) ;; *) case ' "
            + String.join(" ", presumed.containers())
            + " ' in *\" $c \"*) ;; *) false;; esac;; esac";
    boolean made =
        run.run(
                find
                    + " i=$(docker inspect -f '{{.Config.Image}}' $c) && "
                    + own
                    + " && (docker exec $c which httpd || docker exec $c apk add busybox-extras)"
                    + " && docker exec $c mkdir -p /srv"
                    + " && docker exec -d $c httpd -f -h /srv -p $p && sleep 1")
            == 0;
    return made
        ? Optional.of("docker exec -d " + asked.group("host") + " httpd -p " + port)
        : Optional.empty();
  }
}

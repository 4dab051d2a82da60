package passerelle.image;

import java.util.ArrayList;
import java.util.List;
import passerelle.text.ShellWords;

/**
 * What a container's command line is to its image.
 *
 * @param serves the image's own program is started, which the catalogue describes
 * @param argv what is executed in the end: an entrypoint script hands over to its arguments, or
 *     puts the image's program before options
 * @param scripted an entrypoint script of the image is what the engine starts
 */
public record Invocation(boolean serves, List<String> argv, boolean scripted) {

  /** What every image with a shell has, so that {@code command -v} of such a script finds it. */
  private static final String EVERYWHERE =
      "sleep|tail|cat|ls|env|printenv|id|echo|date|hostname|top|ps|true|false|uname|pwd|whoami"
          + "|ping|wget|nslookup|nc|ip|netstat";

  /** What a shell leaves as it is. */
  private static final String QUOTED = "'[^']*'|\"[^\"$`]*\"";

  /** What a shell does something with. */
  private static final String SYNTAX = "(?s).*[|&;<>()$`\\n*?~].*";

  /** Reads a command line. */
  public static Invocation of(Image image, List<String> argv) {
    List<String> entrypoint = image.process().entrypoint();
    boolean scripted = isScript(image) && startsWith(argv, entrypoint);
    List<String> plain = scripted ? argv.subList(entrypoint.size(), argv.size()) : argv;
    List<String> rest = unwrapped(plain);
    List<String> own = own(image, scripted);
    boolean options =
        scripted
            && image.behaviour().script().isEmpty()
            && !rest.isEmpty()
            && rest.get(0).startsWith("-");
    boolean serves =
        image.behaviour().isScripted() && !isOwnScript(image) && (options || startsWith(rest, own));
    List<String> run = plain.isEmpty() ? argv : List.copyOf(serves ? rest : plain);
    boolean given = options || isArgument(image, plain);
    return new Invocation(serves, scripted && given ? joined(own, plain) : run, scripted);
  }

  /** The words with which the command of an image's own program begins; empty for none. */
  public static List<String> program(Image image) {
    return image.behaviour().isScripted() || !image.behaviour().program().isEmpty()
        ? own(image, isScript(image))
        : List.of();
  }

  private static List<String> own(Image image, boolean scripted) {
    if (!image.behaviour().program().isEmpty()) {
      return image.behaviour().program();
    }
    return scripted ? image.process().command() : image.process().argv();
  }

  /** Whether a script takes a word for an argument of the image's program, which it then names. */
  private static boolean isArgument(Image image, List<String> rest) {
    List<String> program = image.behaviour().program();
    return !image.behaviour().isScripted()
        && !program.isEmpty()
        && !rest.isEmpty()
        && !rest.get(0).matches("(/bin/)?((ba|a)?sh|" + EVERYWHERE + ")")
        && !startsWith(rest, program);
  }

  private static List<String> joined(List<String> own, List<String> rest) {
    List<String> all = new ArrayList<>(own.subList(0, Math.min(1, own.size())));
    all.addAll(rest);
    return List.copyOf(all);
  }

  /** A shell that is given one plain command is that command in the end. */
  private static List<String> unwrapped(List<String> words) {
    boolean shell =
        words.size() == 3 && words.get(0).matches("(/bin/)?(ba|a)?sh") && words.get(1).equals("-c");
    if (!shell || words.get(2).replaceAll(QUOTED, "").matches(SYNTAX)) {
      return words;
    }
    List<String> command = ShellWords.split(words.get(2).strip().replaceFirst("^exec\\s+", ""));
    return command.isEmpty() ? words : command;
  }

  /** Scripts of the catalogue's images end with {@code exec "$@"}, and are not run. */
  private static boolean isScript(Image image) {
    List<String> entrypoint = image.process().entrypoint();
    return !entrypoint.isEmpty() && entrypoint.get(0).endsWith(".sh") && !isOwnScript(image);
  }

  /** Whether the entrypoint is a file that a build brought, which is run as it is. */
  private static boolean isOwnScript(Image image) {
    List<String> entrypoint = image.process().entrypoint();
    if (entrypoint.isEmpty()) {
      return false;
    }
    String first = entrypoint.get(0);
    String name = "/" + first.substring(first.lastIndexOf('/') + 1);
    return image.files().keySet().stream().anyMatch(path -> path.endsWith(name));
  }

  private static boolean startsWith(List<String> words, List<String> beginning) {
    return words.size() >= beginning.size() && words.subList(0, beginning.size()).equals(beginning);
  }
}

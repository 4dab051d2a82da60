package passerelle.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What a container's command line is to its image.
 *
 * @param serves the image's own program is started, which the catalogue describes
 * @param argv what is executed in the end: an entrypoint script hands over to its arguments, or
 *     puts the image's program before options
 */
public record Invocation(boolean serves, List<String> argv) {

  /** Reads a command line. */
  public static Invocation of(Image image, List<String> argv) {
    List<String> entrypoint = image.process().entrypoint();
    boolean scripted = isScript(entrypoint) && startsWith(argv, entrypoint);
    List<String> rest = scripted ? argv.subList(entrypoint.size(), argv.size()) : argv;
    List<String> own = own(image, scripted);
    boolean options = scripted && !rest.isEmpty() && rest.get(0).startsWith("-");
    boolean serves = image.behaviour().isScripted() && (options || startsWith(rest, own));
    List<String> run = rest.isEmpty() ? argv : List.copyOf(rest);
    boolean given = options || isArgument(image, rest);
    return new Invocation(serves, scripted && given ? joined(own, rest) : run);
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
        && !rest.get(0).matches("(/bin/)?(ba|a)?sh")
        && !startsWith(rest, program);
  }

  private static List<String> joined(List<String> own, List<String> rest) {
    List<String> all = new ArrayList<>(own.subList(0, Math.min(1, own.size())));
    all.addAll(rest);
    return List.copyOf(all);
  }

  /** Scripts of images end with {@code exec "$@"}. */
  private static boolean isScript(List<String> entrypoint) {
    return !entrypoint.isEmpty() && entrypoint.get(0).endsWith(".sh");
  }

  private static boolean startsWith(List<String> words, List<String> beginning) {
    return words.size() >= beginning.size() && words.subList(0, beginning.size()).equals(beginning);
  }
}

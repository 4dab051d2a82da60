package passerelle.image;

import java.util.List;

/**
 * What a container's command line is to its image.
 *
 * @param serves the image's own program is started, which the catalogue describes
 * @param argv what is executed in the end: an entrypoint script hands over to its arguments
 * @param script the entrypoint script that does so, empty for none
 */
public record Invocation(boolean serves, List<String> argv, String script) {

  /** Reads a command line. */
  public static Invocation of(Image image, List<String> argv) {
    List<String> entrypoint = image.process().entrypoint();
    boolean scripted = isScript(entrypoint) && startsWith(argv, entrypoint);
    List<String> rest = scripted ? argv.subList(entrypoint.size(), argv.size()) : argv;
    List<String> own = own(image, scripted);
    boolean options = scripted && !rest.isEmpty() && rest.get(0).startsWith("-");
    boolean serves = image.behaviour().isScripted() && (options || startsWith(rest, own));
    return new Invocation(
        serves, rest.isEmpty() ? argv : List.copyOf(rest), scripted ? entrypoint.get(0) : "");
  }

  private static List<String> own(Image image, boolean scripted) {
    if (!image.behaviour().program().isEmpty()) {
      return image.behaviour().program();
    }
    return scripted ? image.process().command() : image.process().argv();
  }

  /** Scripts of images end with {@code exec "$@"}. */
  private static boolean isScript(List<String> entrypoint) {
    return !entrypoint.isEmpty() && entrypoint.get(0).endsWith(".sh");
  }

  private static boolean startsWith(List<String> words, List<String> beginning) {
    return words.size() >= beginning.size() && words.subList(0, beginning.size()).equals(beginning);
  }
}

package passerelle.real.space;

import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.kernel.Space;

/**
 * How a shell begins.
 *
 * @param place what shells within it say first in their prompts: {@code host$}, {@code web#}
 * @param name by which it is called where tools are Debian's: {@code bash} or {@code sh}
 * @param directory where it is; empty for its home
 * @param environment all its environment variables
 */
public record ShellStart(
    String place, String name, String directory, Map<String, String> environment) {

  /** A bash in its home. */
  public static ShellStart ofMachine(String place, Map<String, String> environment) {
    return new ShellStart(place, "bash", "", environment);
  }

  /** The program of a space that it is. */
  String program(Space space) {
    return Space.isBusybox(space.toolset()) ? "sh" : name;
  }

  /** The words for it. */
  ShellWords words(Space space, Typist typist) {
    if (typist == Typist.NOBODY) {
      return ShellWords.SCRIPT;
    }
    return Space.isBusybox(space.toolset()) ? ShellWords.ASH : ShellWords.BASH;
  }

  /** All that it finds in its environment. */
  Map<String, String> variables(Typist typist) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(ShellsWithin.environment(typist));
    return all;
  }
}

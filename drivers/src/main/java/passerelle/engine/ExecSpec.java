package passerelle.engine;

import java.util.List;

/**
 * What {@code docker exec} asks for.
 *
 * @param argv the command
 * @param environment {@code NAME=value}, besides the container's
 * @param terminal {@code --tty}, of {@code columns} columns
 */
public record ExecSpec(List<String> argv, List<String> environment, boolean terminal, int columns) {

  /** The words behind the command's name. */
  List<String> arguments() {
    return argv.subList(Math.min(1, argv.size()), argv.size());
  }
}

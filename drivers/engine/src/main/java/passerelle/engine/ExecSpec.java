package passerelle.engine;

import java.util.List;

/**
 * What {@code docker exec} asks for.
 *
 * @param argv the command
 * @param environment {@code NAME=value}, besides the container's
 * @param terminal {@code --tty}, of {@code columns} columns
 * @param directory {@code --workdir}; empty for the container's
 * @param user {@code --user}; empty for the container's
 * @param privileged {@code --privileged}: with all capabilities, whatever the container has
 */
public record ExecSpec(
    List<String> argv,
    List<String> environment,
    boolean terminal,
    int columns,
    String directory,
    String user,
    boolean privileged) {

  /** A command as the container runs its own. */
  public ExecSpec(List<String> argv, boolean terminal, int columns) {
    this(argv, List.of(), terminal, columns, "", "", false);
  }

  /** The words behind the command's name. */
  public List<String> arguments() {
    return argv.subList(Math.min(1, argv.size()), argv.size());
  }
}

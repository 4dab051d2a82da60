package passerelle.kernel;

import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param space name of the space that it runs in
 * @param argv the command, at least its name
 * @param environment environment variables in order
 * @param terminal whether standard output is a terminal (of {@code columns} columns)
 * @param columns width of the terminal, 80 by custom
 * @param directory the working directory, absolute
 * @param uid the user's number
 * @param gid the group's number
 * @param groups numbers of further groups that the user is in
 * @param privileged root's has all capabilities, whatever those of the space are
 */
public record ProcessSpec(
    String space,
    List<String> argv,
    Map<String, String> environment,
    boolean terminal,
    int columns,
    String directory,
    int uid,
    int gid,
    List<Integer> groups,
    boolean privileged) {

  /**
   * The init that a kernel has for containers ({@code docker-init}): before {@code --} and the
   * command it is process 1, hands on the signals that it gets, and ends as the command does.
   */
  public static final String INIT = "/sbin/docker-init";
}

package passerelle.cli.daemon;

import java.util.List;
import passerelle.text.WordList;

/** What {@code systemctl} is told on a host of Docker. */
public final class Units {
  static final String CONTAINERD = "containerd.service";

  /** The units that there are. */
  public static final List<String> NAMES =
      List.of(CONTAINERD, DockerService.UNIT, DockerService.SOCKET);

  /** The commands that a course uses. */
  public static final List<String> COMMANDS =
      WordList.of(
          """
          cat daemon-reload disable enable is-active is-enabled reload restart show start
          status stop
          """);

  private Units() {}
}

package passerelle.real.lab;

import java.util.List;
import java.util.Optional;

/**
 * The settings by which a system keeps everybody from making namespaces, {@code
 * user.max_*_namespaces} (namespaces(7)), or all but root: Debian's {@code
 * kernel.unprivileged_userns_clone}, Ubuntu's AppArmor switch.
 */
record Switches(Machine machine) {
  private record Switch(String setting, String closed, String open, boolean forUsersOnly) {}

  private static final List<Switch> ALL =
      List.of(
          new Switch("user.max_user_namespaces", "0", "10000", false),
          new Switch("user.max_net_namespaces", "0", "10000", false),
          new Switch("user.max_mnt_namespaces", "0", "10000", false),
          new Switch("user.max_pid_namespaces", "0", "10000", false),
          new Switch("user.max_ipc_namespaces", "0", "10000", false),
          new Switch("user.max_uts_namespaces", "0", "10000", false),
          new Switch("kernel.unprivileged_userns_clone", "0", "1", true),
          new Switch("kernel.apparmor_restrict_unprivileged_userns", "1", "0", true));

  private static final String NAME = "namespaces";

  /** The first switch that stands in the way. */
  Optional<Finding> closed() {
    boolean privileged = machine.isPrivileged();
    return ALL.stream()
        .filter(s -> !(privileged && s.forUsersOnly()))
        .filter(s -> machine.setting(s.setting()).equals(Optional.of(s.closed())))
        .map(this::finding)
        .findFirst();
  }

  private Finding finding(Switch closed) {
    String command = "sysctl -w " + closed.setting() + "=" + closed.open();
    return Finding.missing(
        NAME,
        Said.of("switch." + closed.setting(), closed.setting() + "=" + closed.closed()),
        Optional.of(machine.asAdministrator(command)));
  }

  /** Why no enclosure could be made, given what the attempt said. */
  Finding explain(String failure) {
    return closed()
        .orElseGet(
            () ->
                machine.isContainer()
                    ? Finding.missing(
                        NAME,
                        Said.of("namespaces.container", failure),
                        Optional.of("docker run --privileged"))
                    : Finding.missing(
                        NAME, Said.of("namespaces.failed", failure), Optional.empty()));
  }
}

package passerelle.cli.daemon;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import passerelle.sim.process.Program;

/** The programs of the Docker host that are about its services. */
public final class HostPrograms {
  private HostPrograms() {}

  /** The programs by their names; the service is there once one of them runs. */
  public static Map<String, Program> of(Supplier<DockerService> service) {
    SystemctlTool systemctl = new SystemctlTool(service);
    Map<String, Program> programs = new LinkedHashMap<>();
    programs.put("systemctl", systemctl);
    programs.put("service", new ServiceTool(systemctl));
    programs.put("journalctl", new JournalctlTool(service));
    programs.put("dockerd", new DockerdTool(service));
    return programs;
  }
}

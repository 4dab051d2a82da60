package passerelle.lab;

import java.util.List;
import java.util.Map;
import passerelle.kernel.Capability;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Space;

/**
 * A machine of the lab.
 *
 * @param name its name, which is its namespace's and its host name, too
 * @param files text files by path
 * @param services what it serves
 */
public record LabMachine(String name, Map<String, String> files, List<ServiceSpec> services) {

  /** The space of its processes: root on a Debian machine. */
  public Space space() {
    return new Space(name, name, name, "debian", Capability.all(), true);
  }
}

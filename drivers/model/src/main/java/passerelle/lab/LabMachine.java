package passerelle.lab;

import java.util.List;
import java.util.Map;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.IpPrefix;
import passerelle.kernel.Capability;
import passerelle.kernel.ProgramChoice;
import passerelle.kernel.ServiceSpec;
import passerelle.kernel.Space;

/**
 * A machine of the lab.
 *
 * @param name its name, which is its namespace's and its host name, too
 * @param runsEngine whether an engine runs on it
 * @param addresses in order; the first on a device is the device's own
 * @param routes by destination, the gateways by its first device
 * @param files text files by path
 * @param services what it serves
 */
public record LabMachine(
    String name,
    boolean runsEngine,
    List<Address> addresses,
    Map<IpPrefix, IpAddress> routes,
    Map<String, String> files,
    List<ServiceSpec> services) {

  /** An address of a device. */
  public record Address(String device, IpInterfaceAddress address) {
    static Address of(String device, String address) {
      return new Address(device, IpInterfaceAddress.of(address));
    }
  }

  /** The space of its processes: root on a Debian machine. */
  public Space space() {
    return new Space(
        name,
        name,
        name,
        "debian",
        Capability.all(),
        List.of(),
        true,
        ProgramChoice.ALL,
        name,
        name);
  }
}

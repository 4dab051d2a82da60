package passerelle.sim.userland.sysctl;

import java.util.List;
import java.util.Optional;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Process;
import passerelle.sim.process.VirtualFiles;

/** {@code /sys/class/net}: links to the directories of the devices, all of them virtual ones. */
public record SysClassLinks(Netns netns) implements VirtualFiles {
  @Override
  public Optional<List<String>> list(String path) {
    return path.isEmpty()
        ? Optional.of(netns.devices().stream().map(Device::name).sorted().toList())
        : Optional.empty();
  }

  @Override
  public Optional<String> readLink(String path, Optional<Process> reader) {
    return netns.device(path).map(device -> "../../devices/virtual/net/" + device.name());
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.empty();
  }
}

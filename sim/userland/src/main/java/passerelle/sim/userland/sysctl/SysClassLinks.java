package passerelle.sim.userland.sysctl;

import java.util.List;
import java.util.Optional;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.process.Process;
import passerelle.sim.process.VirtualFiles;
import passerelle.sim.uapi.LinkInfo;

/** {@code /sys/class/net}: links to the directories of the devices, all of them virtual ones. */
record SysClassLinks(Rtnetlink kernel) implements VirtualFiles {
  @Override
  public Optional<List<String>> list(String path) {
    return path.isEmpty()
        ? Optional.of(kernel.links().stream().map(LinkInfo::name).sorted().toList())
        : Optional.empty();
  }

  @Override
  public Optional<String> readLink(String path, Optional<Process> reader) {
    return kernel.link(path).map(link -> "../../devices/virtual/net/" + link.name());
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.empty();
  }
}

package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Device;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip link property}: alternative names (ip/iplink.c:iplink_prop_mod). */
final class IpProperty {
  private IpProperty() {}

  static int run(KernelView kernel, Words words) throws ToolFailure {
    if (!words.hasNext()) {
      throw Usage.of("link");
    }
    String command = words.next();
    boolean adds = Words.matches(command, "add");
    if (!adds && !Words.matches(command, "del")) {
      throw Usage.of("link");
    }
    Optional<String> device = Optional.empty();
    List<String> names = new ArrayList<>();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("altname")) {
        names.add(words.argument());
      } else if (device.isPresent()) {
        throw Words.garbage("dev", word);
      } else {
        device = Optional.of(word.equals("dev") ? words.argument() : word);
      }
    }
    if (device.isEmpty()) {
      throw IpLink.notEnough("dev", 1);
    }
    Device found = IpLink.find(kernel, device.get());
    try {
      IpLink.requireAdmin(kernel);
      for (String name : names) {
        change(kernel, found, name, adds);
      }
      return 0;
    } catch (KernelException refused) {
      throw ToolFailure.netlink(refused);
    }
  }

  private static void change(KernelView kernel, Device device, String name, boolean adds)
      throws KernelException {
    if (adds && kernel.netns().device(name).isPresent()) {
      throw new KernelException(Errno.EEXIST);
    }
    boolean done =
        adds ? device.alternativeNames().add(name) : device.alternativeNames().remove(name);
    if (!done) {
      throw new KernelException(Errno.ENOENT);
    }
  }
}

package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip link property}: alternative names (ip/iplink.c:iplink_prop_mod). */
final class IpProperty {
  private IpProperty() {}

  static int run(KernelView kernel, Words words) throws ToolFailure, KernelException {
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
      throw LinkNames.notEnough("dev", 1);
    }
    LinkInfo found = kernel.device(device.get());
    kernel.requireAdmin();
    for (String name : names) {
      if (adds) {
        kernel.rtnl().addName(found, name);
      } else {
        kernel.rtnl().removeName(found, name);
      }
    }
    return 0;
  }
}

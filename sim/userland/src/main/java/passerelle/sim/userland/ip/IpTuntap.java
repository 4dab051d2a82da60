package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip tuntap} (ip/iptuntap.c): makes devices by an ioctl on {@code /dev/net/tun}. */
final class IpTuntap {
  private static final int NAME_LENGTH = 15;

  private Optional<String> name = Optional.empty();
  private Optional<Boolean> frames = Optional.empty();
  private OptionalInt user = OptionalInt.empty();
  private OptionalInt group = OptionalInt.empty();

  private IpTuntap() {}

  static int run(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    String command = words.hasNext() ? words.next() : "show";
    if (Words.matches(command, "add")) {
      return new IpTuntap().parse(words).add(kernel);
    }
    if (Words.matches(command, "delete")) {
      return new IpTuntap().parse(words).delete(kernel);
    }
    if (Words.matches(command, "show", "list", "lst")) {
      return list(kernel, options);
    }
    if (Words.matches(command, "help")) {
      throw Usage.of("tuntap");
    }
    throw new ToolFailure(255, "Command \"" + command + "\" is unknown, try \"ip tuntap help\".\n");
  }

  private IpTuntap parse(Words words) throws ToolFailure {
    while (words.hasNext()) {
      String word = words.next();
      if (Words.matches(word, "mode")) {
        frames = Optional.of(mode(words.argument()));
      } else if (Words.matches(word, "user")) {
        user = OptionalInt.of(account("user", words.argument()));
      } else if (Words.matches(word, "group")) {
        group = OptionalInt.of(account("group", words.argument()));
      } else if (Words.matches(word, "pi", "one_queue", "vnet_hdr", "multi_queue")) {
        throw ToolFailure.notModelled("ip", "the option " + word + " of tuntap");
      } else if (Words.matches(word, "help")) {
        throw Usage.of("tuntap");
      } else {
        String given = Words.matches(word, "name", "dev") ? words.argument() : word;
        if (name.isPresent()) {
          throw Words.garbage("name", given);
        }
        name = Optional.of(given);
        if (given.length() > NAME_LENGTH) {
          throw Words.invalid("\"dev\" not a valid ifname", given);
        }
      }
    }
    if (frames.isEmpty()) {
      throw new ToolFailure(1, "You failed to specify a tunnel mode\n");
    }
    return this;
  }

  private static boolean mode(String mode) throws ToolFailure {
    if (!Words.matches(mode, "tun", "tap") || mode.length() < 3) {
      throw new ToolFailure(255, "Unknown tunnel mode \"" + mode + "\"\n");
    }
    return mode.equals("tap");
  }

  private static int account(String kind, String text) throws ToolFailure {
    if (text.equals("root")) {
      return 0;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw new ToolFailure(255, "invalid " + kind + " \"" + text + "\"\n");
    }
    return Integer.parseInt(text);
  }

  private int add(KernelView kernel) throws ToolFailure {
    try {
      kernel.requireAdmin();
      make(kernel);
      return 0;
    } catch (KernelException refused) {
      throw ioctl(kernel, refused.errno());
    }
  }

  private LinkInfo make(KernelView kernel) throws KernelException {
    String prefix = frames.orElseThrow() ? "tap" : "tun";
    return kernel.rtnl().addTun(name.orElse(prefix + "%d"), frames.get(), user, group);
  }

  private int delete(KernelView kernel) throws ToolFailure {
    Optional<LinkInfo> device = name.flatMap(kernel.rtnl()::link);
    try {
      kernel.requireAdmin();
      if (device.isEmpty()) {
        kernel.rtnl().delete(make(kernel));
      } else if (!(device.get().data() instanceof LinkData.Tun tun)
          || tun.mode().equals("tap") != frames.orElseThrow()) {
        throw new KernelException(Errno.EINVAL);
      } else {
        kernel.rtnl().delete(device.get());
      }
      return 0;
    } catch (KernelException refused) {
      throw ioctl(kernel, refused.errno());
    }
  }

  private static ToolFailure ioctl(KernelView kernel, Errno errno) {
    return new ToolFailure(1, "ioctl(TUNSETIFF): " + kernel.libc().strerror(errno) + "\n");
  }

  private static int list(KernelView kernel, IpOptions options) {
    Printer out = options.printer();
    for (LinkInfo device : kernel.rtnl().links()) {
      if (device.data() instanceof LinkData.Tun tun) {
        out.openObject();
        out.any("ifname", device.name(), "%s:", device.name());
        List<String> flags = new ArrayList<>(List.of(tun.mode(), "persist"));
        out.json("flags", flags);
        out.text(" " + String.join(" ", flags));
        tun.user().ifPresent(id -> out.any("user", id, " user %d", id));
        tun.group().ifPresent(id -> out.any("group", id, " group %d", id));
        out.text("\n");
        out.closeObject();
      }
    }
    kernel.out(out.finish());
    return 0;
  }
}

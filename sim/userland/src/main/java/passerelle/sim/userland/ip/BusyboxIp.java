package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import passerelle.kernel.CLibrary;
import passerelle.kernel.KernelException;
import passerelle.sim.userland.tool.BusyboxBuild;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.Resources;

/**
 * {@code ip} of BusyBox 1.37 (networking/ip.c, libiproute/). It changes the kernel as iproute2
 * does; it knows fewer options, shows less, and words its errors in its own way.
 */
public final class BusyboxIp implements LabKernel.Tool {
  private static final String USAGE =
      BusyboxBuild.TITLE + "\n" + "\n" + Resources.text(BusyboxIp.class, "busybox-ip.txt");

  private final boolean states;

  /** As Debian builds it: with the C library of GNU. */
  public BusyboxIp() {
    this(false);
  }

  /**
   * As others build it.
   *
   * @param states whether it shows the states of links, which depends on the C library
   */
  public BusyboxIp(boolean states) {
    this.states = states;
  }

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = new ArrayList<>(kernel.process().arguments());
    IpOptions options = options(words, new RouteTables(kernel.files()));
    if (words.isEmpty()) {
      throw usage();
    }
    String object = words.remove(0);
    try {
      LabKernel.Tool command = view -> run(view, options, object, words);
      return command.attempt(kernel);
    } catch (ToolFailure failure) {
      throw reworded(failure, object, words, kernel.libc());
    }
  }

  private static ToolFailure usage() {
    return new ToolFailure(1, USAGE);
  }

  private static IpOptions options(List<String> words, RouteTables tables) throws ToolFailure {
    IpOptions options = new IpOptions(tables);
    while (!words.isEmpty() && words.get(0).startsWith("-")) {
      String option = words.remove(0).replaceFirst("^--", "-");
      if (Words.matches(option, "-oneline")) {
        options.oneLine = true;
      } else if (option.matches("-[460]")) {
        options.family =
            option.equals("-4")
                ? IpOptions.Family.INET
                : option.equals("-6") ? IpOptions.Family.INET6 : IpOptions.Family.LINK;
      } else if (Words.matches(option, "-family") && !words.isEmpty()) {
        options.family =
            switch (words.remove(0)) {
              case "inet" -> IpOptions.Family.INET;
              case "inet6" -> IpOptions.Family.INET6;
              case "link" -> IpOptions.Family.LINK;
              default -> throw usage();
            };
      } else {
        throw usage();
      }
    }
    return options;
  }

  private int run(KernelView kernel, IpOptions options, String object, List<String> rest)
      throws ToolFailure, KernelException {
    Words words = new Words(rest);
    boolean shows = rest.isEmpty() || Words.matches(rest.get(0), "show", "list", "lst");
    BusyboxIpLists lists = new BusyboxIpLists(kernel, options, states);
    if (shows && words.hasNext()) {
      words.next();
    }
    if (Words.matches(object, "address")) {
      return shows ? lists.addresses(words, false) : IpAddress.run(kernel, options, words);
    }
    if (Words.matches(object, "route")) {
      if (!shows && Words.matches(words.peek(), "get")) {
        words.next();
        return lists.routeTo(words);
      }
      return shows ? lists.routes(words) : IpRoute.run(kernel, options, words);
    }
    if (Words.matches(object, "link")) {
      return shows ? lists.addresses(words, true) : IpLink.run(kernel, options, words);
    }
    if (Words.matches(object, "neighbor", "neighbour")) {
      return shows ? lists.neighbours(words) : IpNeighbour.run(kernel, options, words);
    }
    if (Words.matches(object, "rule")) {
      return lists.rules(shows);
    }
    if (Words.matches(object, "tunnel")) {
      throw ToolFailure.notModelled("ip", "tunnels");
    }
    throw usage();
  }

  /** The same failure in BusyBox's words. */
  private static ToolFailure reworded(
      ToolFailure failure, String object, List<String> rest, CLibrary library) {
    String message = failure.getMessage();
    boolean link = Words.matches(object, "link");
    if (failure.getCause() instanceof KernelException refused) {
      boolean flags = link && (rest.contains("up") || rest.contains("down"));
      String request = flags ? "SIOCSIFFLAGS: " : "RTNETLINK answers: ";
      return new ToolFailure(2, "ip: " + request + library.strerror(refused.errno()) + "\n");
    }
    int quote = message.indexOf('"');
    String named = quote < 0 ? "" : message.substring(quote + 1, message.indexOf('"', quote + 1));
    if (message.startsWith("Cannot find device") || message.startsWith("Device \"")) {
      return link && Words.matches(rest.get(0), "set")
          ? new ToolFailure(2, "ip: SIOCGIFFLAGS: No such device\n")
          : new ToolFailure(link ? 2 : 1, "ip: can't find device '" + named + "'\n");
    }
    if (message.startsWith("Command \"")) {
      return new ToolFailure(link ? 2 : 1, "ip: invalid argument '" + named + "' to 'ip'\n");
    }
    if (message.startsWith("Not enough information")) {
      return link
          ? new ToolFailure(2, "ip: \"dev\" requires an argument\n")
          : new ToolFailure(1, "ip: need \"dev IFACE\"\n");
    }
    if (message.startsWith("Error: either")) {
      return new ToolFailure(
          link ? 2 : 1, "ip: " + message.substring("Error: ".length()).replace(".\n", "\n"));
    }
    return message.contains("Usage:") || message.startsWith("ip:") ? failure : usage();
  }
}

package passerelle.sim.userland.ip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import passerelle.kernel.KernelException;
import passerelle.sim.process.FileError;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.WordList;

/** The command {@code ip} (ip/ip.c). */
public final class IpTool implements LabKernel.Tool {

  /** One object's commands: {@code ip addr}, {@code ip link}... */
  @FunctionalInterface
  private interface IpObject {
    int run(KernelView kernel, IpOptions options, Words words) throws ToolFailure, KernelException;
  }

  /** The objects in the order in which abbreviations are tried. */
  private static final List<String> OBJECTS =
      WordList.of(
          """
          address addrlabel maddress route rule neighbor neighbour ntable ntbl link l2tp fou
          ila macsec tunnel tunl tuntap tap token tcpmetrics tcp_metrics monitor xfrm mroute
          mrule netns netconf vrf sr nexthop mptcp ioam help stats
          """);

  @Override
  public int run(KernelView kernel) throws ToolFailure, KernelException {
    return run(kernel, kernel.process().arguments());
  }

  private static int run(KernelView kernel, List<String> arguments)
      throws ToolFailure, KernelException {
    Words words = new Words(arguments);
    IpOptions options = IpOptions.parse(words, new RouteTables(kernel.files()));
    if (options.answer.isPresent()) {
      kernel.out(options.answer.get());
      return 0;
    }
    KernelView view = kernel;
    if (options.netns.isPresent()) {
      view = kernel.in(kernel.lab().names().require(kernel.files(), options.netns.get()));
    }
    if (options.batch.isPresent()) {
      return batch(view, options);
    }
    if (!words.hasNext()) {
      throw Usage.of("ip");
    }
    return object(view, options, words);
  }

  private static int object(KernelView kernel, IpOptions options, Words words)
      throws ToolFailure, KernelException {
    String name = words.next();
    String object =
        OBJECTS.stream()
            .filter(known -> Words.matches(name, known))
            .findFirst()
            .orElseThrow(
                () -> new ToolFailure(1, "Object \"" + name + "\" is unknown, try \"ip help\".\n"));
    IpObject command =
        switch (object) {
          case "address" -> IpAddress::run;
          case "link" -> IpLink::run;
          case "route" -> IpRoute::run;
          case "neighbor", "neighbour" -> IpNeighbour::run;
          case "rule" -> IpRule::run;
          case "netns" -> IpNetns::run;
          case "tuntap", "tap" -> IpTuntap::run;
          case "maddress" -> IpMaddress::run;
          case "monitor" -> IpMonitor::run;
          case "netconf" -> IpNetconf::run;
          case "token" -> IpToken::run;
          case "vrf" -> IpTool::vrf;
          case "help" -> throw Usage.of("ip");
          default -> throw ToolFailure.notModelled("ip", "object " + object);
        };
    return command.run(kernel, options, words);
  }

  /** {@code ip vrf}: there is none, for devices of that kind are not modelled. */
  private static int vrf(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    if (words.hasNext() && !words.peek().matches("show|list|lst")) {
      throw ToolFailure.notModelled("ip", "ip vrf " + words.peek());
    }
    kernel.out("Name              Table\n-----------------------\nNo VRF has been configured\n");
    return 0;
  }

  /** {@code ip -batch FILE}: one command a line. */
  private static int batch(KernelView kernel, IpOptions options) throws ToolFailure {
    String file = options.batch.orElseThrow();
    int status = 0;
    int number = 0;
    for (String line : lines(kernel, file)) {
      number++;
      String command = line.replaceFirst("#.*", "").strip();
      if (command.isEmpty()) {
        continue;
      }
      int result = line(kernel, options, Arrays.asList(command.split("\\s+")));
      if (result != 0) {
        kernel.process().stdout().flush();
        kernel.err("Command failed " + file + ":" + number + "\n");
        status = 1;
        if (!options.force) {
          break;
        }
      }
    }
    return status;
  }

  private static int line(KernelView kernel, IpOptions options, List<String> words) {
    try {
      LabKernel.Tool command = view -> object(view, options, new Words(words));
      return command.attempt(kernel);
    } catch (ToolFailure failure) {
      kernel.process().stdout().flush();
      kernel.err(failure.text(kernel.libc()));
      return failure.status();
    }
  }

  private static List<String> lines(KernelView kernel, String file) throws ToolFailure {
    if (file.equals("-")) {
      return standardInput(kernel);
    }
    String path = kernel.process().path(file);
    try {
      return new String(kernel.files().read(path), StandardCharsets.UTF_8).lines().toList();
    } catch (FileError unreadable) {
      throw new ToolFailure(
          1, "Cannot open file \"" + file + "\" for reading: " + unreadable.getMessage() + "\n");
    }
  }

  private static List<String> standardInput(KernelView kernel) {
    byte[] input = kernel.process().stdin().readAll();
    return new String(input, StandardCharsets.UTF_8).lines().toList();
  }
}

package passerelle.sim.userland.tc;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.QdiscMode;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.Resources;

/** {@code tc} (tc/tc.c): shows and sets what stands between a device and those who send over it. */
public final class TcTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure, KernelException {
    Words words = new Words(kernel.process().arguments());
    TcOptions options = TcOptions.parse(words);
    if (options.version) {
      kernel.out("tc utility, iproute2-6.15.0, libbpf 1.5.0\n");
      return 0;
    }
    String object = words.hasNext() ? words.next() : "help";
    if (Words.matches(object, "help")) {
      throw new ToolFailure(0, text("tc"));
    }
    KernelView view = kernel;
    if (options.netns.isPresent()) {
      view = kernel.in(kernel.lab().names().require(kernel.files(), options.netns.get()));
    }
    if (Words.matches(object, "qdisc")) {
      return qdisc(view, options, words);
    }
    if (Words.matches(object, "class")) {
      return classes(view, options, words);
    }
    if (Words.matches(object, "filter")) {
      return filters(view, words);
    }
    if (Words.matches(object, "chain", "action", "actions", "monitor", "exec")) {
      throw ToolFailure.notModelled("tc", "tc " + object);
    }
    throw new ToolFailure(255, "Object \"" + object + "\" is unknown, try \"tc help\".\n");
  }

  private static int qdisc(KernelView kernel, TcOptions options, Words words)
      throws ToolFailure, KernelException {
    String command = words.hasNext() ? words.next() : "list";
    Optional<QdiscMode> mode = mode(command, QdiscMode.values());
    if (mode.isPresent() || Words.matches(command, "delete")) {
      return QdiscCommand.run(kernel, words, mode);
    }
    if (isList(command)) {
      return QdiscList.qdiscs(kernel, options, words);
    }
    throw helpOrUnknown("qdisc", command);
  }

  /** Of some modes the first that a command, which may be cut short, is the name of. */
  private static Optional<QdiscMode> mode(String command, QdiscMode... modes) {
    return Stream.of(modes)
        .filter(mode -> Words.matches(command, mode.name().toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static boolean isList(String command) {
    return Words.matches(command, "list", "show", "lst") || command.equals("ls");
  }

  private static ToolFailure helpOrUnknown(String object, String command) {
    return Words.matches(command, "help")
        ? new ToolFailure(0, text(object))
        : new ToolFailure(
            255, "Command \"" + command + "\" is unknown, try \"tc " + object + " help\".\n");
  }

  private static int classes(KernelView kernel, TcOptions options, Words words)
      throws ToolFailure, KernelException {
    String command = words.hasNext() ? words.next() : "list";
    Optional<QdiscMode> mode = mode(command, QdiscMode.ADD, QdiscMode.CHANGE, QdiscMode.REPLACE);
    if (mode.isPresent() || Words.matches(command, "delete")) {
      return ClassCommand.run(kernel, words, mode);
    }
    if (isList(command)) {
      return QdiscList.classes(kernel, options, words);
    }
    throw helpOrUnknown("class", command);
  }

  private static int filters(KernelView kernel, Words words) throws ToolFailure {
    String command = words.hasNext() ? words.next() : "list";
    if (Words.matches(command, "add")) {
      return FilterCommand.add(kernel, words);
    }
    if (Words.matches(command, "delete")) {
      return FilterCommand.delete(kernel, words);
    }
    if (Words.matches(command, "change", "replace", "get")) {
      throw ToolFailure.notModelled("tc", "tc filter " + command);
    }
    if (isList(command)) {
      return FilterCommand.show(kernel, words);
    }
    throw helpOrUnknown("filter", command);
  }

  /** A usage text. */
  static String text(String name) {
    return Resources.text(TcTool.class, name + ".txt");
  }
}

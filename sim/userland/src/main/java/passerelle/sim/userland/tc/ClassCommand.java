package passerelle.sim.userland.tc;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.ClassSettings;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.QdiscMode;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code tc class add}, {@code change}, {@code replace}, {@code del} (tc/tc_class.c). */
final class ClassCommand {
  private Optional<String> device = Optional.empty();
  private Optional<Handle> parent = Optional.empty();
  private Handle name = Handle.NONE;
  private Optional<ClassSettings> settings = Optional.empty();

  private ClassCommand() {}

  /** Runs the command; an empty mode deletes. */
  static int run(KernelView kernel, Words words, Optional<QdiscMode> mode)
      throws ToolFailure, KernelException {
    ClassCommand command = new ClassCommand();
    while (words.hasNext()) {
      command.take(words.next(), words);
    }
    if (command.device.isEmpty()) {
      throw new ToolFailure(255, "Cannot find device \"\"\n");
    }
    LinkInfo link = kernel.device(command.device.get());
    kernel.requireAdmin();
    if (mode.isPresent() && command.settings.isEmpty()) {
      throw new KernelException(Errno.EINVAL);
    }
    String told =
        kernel
            .qdiscs()
            .changeClass(
                link,
                command.parent,
                command.name,
                mode.isEmpty() ? Optional.empty() : command.settings,
                mode.orElse(QdiscMode.CHANGE));
    if (!told.isEmpty()) {
      kernel.err("Warning: " + told + "\n");
    }
    return 0;
  }

  private void take(String word, Words words) throws ToolFailure {
    switch (word) {
      case "dev" -> device = Optional.of(words.argument());
      case "classid" -> name = handle(words.argument(), "invalid class ID");
      case "parent" -> parent = Optional.of(handle(words.argument(), "invalid parent ID"));
      case "root" -> parent = Optional.of(Handle.ROOT);
      case "help" -> throw new ToolFailure(0, TcTool.text("class"));
      case "htb" -> settings = Optional.of(HierarchyWords.parseClass(words));
      case "hfsc", "cbq", "drr", "qfq", "ets" ->
          throw ToolFailure.notModelled("tc", "classes of kind " + word);
      default -> {
        throw words.hasNext()
            ? new ToolFailure(1, "Error: Qdisc \"" + word + "\" is classless.\n")
            : new ToolFailure(2, "Error: Specified qdisc kind is unknown.\n");
      }
    }
  }

  static Handle handle(String text, String complaint) throws ToolFailure {
    return Handle.parse(text).orElseThrow(() -> Words.invalid(complaint, text));
  }
}

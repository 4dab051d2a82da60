package passerelle.sim.userland.tc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.QdiscMode;
import passerelle.sim.uapi.QdiscSettings;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.WordSet;

/** {@code tc qdisc add}, {@code change}, {@code replace}, {@code del} (tc/tc_qdisc.c). */
final class QdiscCommand {
  /** Kinds that Linux has and the simulation has not. */
  private static final Set<String> REAL_KINDS =
      WordSet.of(
          """
          prio hfsc drr ets qfq mqprio taprio multiq mq cbq red gred choke sfb sfq fq fq_codel
          fq_pie codel pie cake hhf etf cbs plug skbprio clsact ingress noqueue
          pfifo_head_drop
          """);

  private final KernelView kernel;
  private final Words words;
  private Optional<String> device = Optional.empty();
  private Optional<Handle> parent = Optional.empty();
  private Handle handle = Handle.NONE;
  private Optional<QdiscSettings> settings = Optional.empty();

  private QdiscCommand(KernelView kernel, Words words) {
    this.kernel = kernel;
    this.words = words;
  }

  /** Runs the command; an empty mode deletes. */
  static int run(KernelView kernel, Words words, Optional<QdiscMode> mode)
      throws ToolFailure, KernelException {
    QdiscCommand command = new QdiscCommand(kernel, words);
    boolean open = true;
    while (open && words.hasNext()) {
      open = command.take(words.next());
    }
    if (command.device.isEmpty()) {
      throw new KernelException(Errno.ENODEV);
    }
    LinkInfo link = kernel.device(command.device.get());
    kernel.requireAdmin();
    kernel.qdiscs().change(link, command.parent, command.handle, command.settings, mode);
    return 0;
  }

  /** Takes a word; behind the kind's name all words are the kind's. */
  private boolean take(String word) throws ToolFailure {
    switch (word) {
      case "dev" -> {
        String name = words.argument();
        if (device.isPresent()) {
          throw Words.duplicate("dev", name);
        }
        device = Optional.of(name);
      }
      case "handle" -> {
        String name = words.argument();
        handle =
            Handle.parse(name)
                .filter(h -> !name.startsWith(":"))
                .map(Handle::qdisc)
                .orElseThrow(() -> Words.invalid("invalid qdisc ID", name));
      }
      case "root" -> {
        if (parent.isPresent()) {
          throw new ToolFailure(255, "Error: \"root\" is duplicate parent ID\n");
        }
        parent = Optional.of(Handle.ROOT);
      }
      case "parent" -> {
        String name = words.argument();
        if (parent.isPresent()) {
          throw Words.duplicate("parent", name);
        }
        parent =
            Optional.of(
                Handle.parse(name).orElseThrow(() -> Words.invalid("invalid parent ID", name)));
      }
      case "estimator", "stab", "ingress_block", "egress_block" ->
          throw ToolFailure.notModelled("tc", "the option " + word);
      case "help" -> throw new ToolFailure(0, TcTool.text("qdisc"));
      default -> {
        settings = Optional.of(kind(word));
        return false;
      }
    }
    return true;
  }

  private QdiscSettings kind(String kind) throws ToolFailure {
    switch (kind) {
      case "pfifo", "bfifo" -> {
        return fifo(kind);
      }
      case "pfifo_fast" -> {
        if (words.hasNext()) {
          throw new ToolFailure(255, "qdisc 'pfifo_fast' does not support option parsing\n");
        }
        return new QdiscSettings.FastFifo();
      }
      case "tbf" -> {
        return TokenBucketWords.parse(words);
      }
      case "htb" -> {
        return HierarchyWords.parse(words);
      }
      case "netem" -> {
        return new QdiscSettings.Netem(NetemWords.parse(words, kernel.qdiscs().randomSeed()));
      }
      default -> {
        if (REAL_KINDS.contains(kind)) {
          throw ToolFailure.notModelled("tc", "queueing disciplines of kind " + kind);
        }
        throw new ToolFailure(
            words.hasNext() ? 1 : 2,
            words.hasNext()
                ? "Unknown qdisc \""
                    + kind
                    + ("\", hence option \"" + words.peek() + "\" is unparsable\n")
                : "Error: Specified qdisc kind is unknown.\n");
      }
    }
  }

  private QdiscSettings fifo(String kind) throws ToolFailure {
    long limit = 0;
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("help")) {
        throw new ToolFailure(1, TcTool.text("pfifo"));
      }
      if (!word.equals("limit")) {
        throw new ToolFailure(
            1, kind + ": unknown parameter \"" + word + "\"\n" + TcTool.text("pfifo"));
      }
      String text = words.argument();
      OptionalLong size = TcUnits.size(text);
      limit =
          size.orElseThrow(
              () -> new ToolFailure(1, kind + ": Illegal value for \"limit\": \"" + text + "\"\n"));
    }
    return new QdiscSettings.Fifo(kind.equals("bfifo"), (int) limit);
  }
}

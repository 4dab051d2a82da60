package passerelle.sim.userland.nft;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.netfilter.NameService;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.process.Process;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftSetSpec;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.Nftables;
import passerelle.sim.userland.iptables.LabNames;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code nft}: lists all rules, those of iptables too, and changes its own (src/main.c). */
public final class NftTool implements LabKernel.Tool {
  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = new ArrayList<>(kernel.process().arguments());
    NftStyle style = NftStyle.take(words);
    if (style.version()) {
      kernel.out("nftables v1.1.3 (Commodore Bullmoose #4)\n");
      return 0;
    }
    if (words.isEmpty() && style.file().isEmpty()) {
      throw new ToolFailure(1, "nft: no command specified\n");
    }
    if (!kernel.mayAdminister()) {
      throw new ToolFailure(1, "Operation not permitted (you must be root)\n");
    }
    if (style.file().isEmpty() && words.get(0).equals("list")) {
      if (words.size() < 2) {
        throw syntax(words, 1, "newline");
      }
      NftList.run(kernel, words, style);
    } else if (words.equals(List.of("monitor", "trace"))) {
      return NftMonitor.run(kernel.process(), style);
    } else if (style.file().isEmpty() && words.get(0).equals("reset") && words.size() > 1) {
      reset(kernel, words, style);
    } else {
      change(kernel, words, style);
    }
    return 0;
  }

  private static void change(KernelView kernel, List<String> words, NftStyle style)
      throws ToolFailure {
    Nfnetlink netlink = Nfnetlink.of(kernel.netns());
    NftSource source =
        style.file().isPresent()
            ? file(kernel, style.file().get())
            : NftSource.of("", String.join(" ", words));
    NameService names = new LabNames(text(kernel.process(), "/etc/hosts").orElse(""));
    NftReader reader = new NftReader(source);
    NftValues values =
        new NftValues(source, names, device -> kernel.rtnl().link(device).isPresent());
    NftParser parser = new NftParser(reader, values, (f, t, s) -> set(netlink, f, t, s));
    try {
      List<NftCommand> commands = parser.read();
      new NftChanges(netlink, source, kernel::now).run(commands, style.check());
      for (NftCommand command : commands) {
        if (command instanceof NftCommand.OfElements some && some.verb() == NftCommand.Verb.GET) {
          elements(kernel, some, style);
        }
      }
    } catch (NftFault fault) {
      throw new ToolFailure(1, fault.getMessage());
    }
  }

  private static NftSource file(KernelView kernel, String name) throws ToolFailure {
    Optional<String> text = text(kernel.process(), name);
    if (text.isEmpty()) {
      throw new ToolFailure(
          1,
          "internal:0:0-0: Error: Could not open file \""
              + name
              + "\": No such file or directory\n\n\n");
    }
    return NftSource.of(name.equals("-") ? "/dev/stdin" : name, text.get());
  }

  private static Optional<String> text(Process self, String name) {
    if (name.equals("-") || name.equals("/dev/stdin")) {
      return Optional.of(new String(self.stdin().readAll(), StandardCharsets.UTF_8));
    }
    return self.files().text(self.path(name));
  }

  private static Optional<NftSetSpec> set(
      Nfnetlink netlink, NftFamily family, String table, String set) {
    return netlink.nftables().tables().stream()
        .filter(t -> t.family() == family && t.name().equals(table))
        .flatMap(t -> t.set(set).stream())
        .map(NftTableInfo.NamedSet::spec)
        .findFirst();
  }

  /** Those elements of a set that were asked for. */
  private static void elements(KernelView kernel, NftCommand.OfElements asked, NftStyle style)
      throws ToolFailure {
    for (NftListing table : NftList.tables(kernel, style)) {
      boolean meant =
          table.title().equals(asked.place().family().label() + " " + asked.place().name());
      if (!meant) {
        continue;
      }
      List<NftTableInfo.NamedSet> found =
          table.sets().stream()
              .filter(set -> set.name().equals(asked.set().text()))
              .map(set -> some(set, asked))
              .toList();
      NftList.print(kernel, table.with(found, List.of()), style.forOneChain());
    }
  }

  private static NftTableInfo.NamedSet some(
      NftTableInfo.NamedSet set, NftCommand.OfElements asked) {
    List<NftElement> some =
        set.elements().stream()
            .filter(e -> asked.elements().stream().anyMatch(a -> e.values().covers(a.values())))
            .toList();
    return new NftTableInfo.NamedSet(set.name(), set.spec(), set.handle(), some);
  }

  /** Shows what was counted, and begins anew. */
  private static void reset(KernelView kernel, List<String> words, NftStyle style)
      throws ToolFailure {
    String what = words.get(1).replaceFirst("s$", "");
    if (!what.matches("counter|quota")) {
      throw ToolFailure.notModelled("nft", "nft reset " + words.get(1));
    }
    NftList.run(kernel, words, style);
    NftObject.Kind kind = NftObject.Kind.valueOf(what.toUpperCase(Locale.ROOT));
    Nftables nftables = Nfnetlink.of(kernel.netns()).nftables();
    boolean all = !what.equals(words.get(1));
    for (NftTableInfo table : nftables.tables()) {
      for (NftObject.Counted one : table.objects()) {
        String name = one.object().name();
        boolean meant =
            all
                || table.name().equals(words.get(words.size() - 2))
                    && name.equals(words.get(words.size() - 1));
        if (meant && one.object().kind() == kind) {
          nftables.resetObject(table.family(), table.name(), kind, name);
        }
      }
    }
  }

  /** The grammar does not expect a word, or the end of the line. */
  static ToolFailure syntax(List<String> words, int at, String what) {
    String line = String.join(" ", words);
    int column =
        at < words.size() ? String.join(" ", words.subList(0, at)).length() + 1 : line.length();
    int width = at < words.size() ? words.get(at).length() : 1;
    return new ToolFailure(
        1,
        "Error: syntax error, unexpected %s\n%s\n%s%s\n"
            .formatted(what, line, " ".repeat(column), "^".repeat(width)));
  }
}

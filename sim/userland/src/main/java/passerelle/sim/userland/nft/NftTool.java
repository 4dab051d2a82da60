package passerelle.sim.userland.nft;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.netfilter.NameService;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.TableInfo;
import passerelle.sim.userland.iptables.LabNames;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code nft}: lists all rules, those of iptables too, and changes its own (src/main.c). */
public final class NftTool implements LabKernel.Tool {
  private static final List<String> UNMODELLED =
      List.of("map", "flowtable", "hooks", "counter", "quota", "limit", "secmarks", "synproxys");

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
      list(kernel, words, style);
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
    NftParser parser = new NftParser(reader, values, (f, t, s) -> type(netlink, f, t, s));
    try {
      new NftChanges(netlink, source).run(parser.read(), style.check());
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
    try {
      return Optional.of(self.files().readText(FileSystem.resolve(self.directory(), name)));
    } catch (FileError absent) {
      return Optional.empty();
    }
  }

  private static Optional<String> type(
      Nfnetlink netlink, NftFamily family, String table, String set) {
    return netlink.nftables().tables().stream()
        .filter(t -> t.family() == family && t.name().equals(table))
        .flatMap(t -> t.set(set).stream())
        .map(NftTableInfo.NamedSet::type)
        .findFirst();
  }

  private static void list(KernelView kernel, List<String> words, NftStyle style)
      throws ToolFailure {
    List<String> names = new ArrayList<>(words.subList(2, words.size()));
    Optional<String> family = Optional.empty();
    if (!names.isEmpty() && NftFamily.of(names.get(0)).isPresent()) {
      family = Optional.of(names.remove(0));
    }
    String what = words.get(1);
    Optional<String> only = family;
    List<NftListing> tables =
        NftListing.all(Nfnetlink.of(kernel.netns()), style).stream()
            .filter(table -> only.orElse(table.family()).equals(table.family()))
            .toList();
    switch (what) {
      case "tables", "chains", "sets" -> {
        requireNames(words, names, 0);
        overview(kernel, tables, what, style);
      }
      case "maps", "flowtables", "meters" -> {
        requireNames(words, names, 0);
        overview(kernel, tables.stream().map(NftListing::bare).toList(), "sets", style);
      }
      case "counters", "quotas", "limits" -> requireNames(words, names, 0);
      case "ruleset" -> {
        requireNames(words, names, 0);
        for (NftListing table : tables) {
          print(kernel, table, style);
        }
      }
      case "table" -> {
        requireNames(words, names, 1);
        print(kernel, find(tables, words, only, names.get(0)), style);
      }
      case "chain" -> {
        requireNames(words, names, 2);
        NftListing table = find(tables, words, only, names.get(0));
        Optional<NftListing.Chain> chain = table.chain(names.get(1));
        List<NftListing.Chain> one = List.of(chain.orElseThrow(() -> missing(words, 1)));
        print(kernel, table.with(List.of(), one), style.forOneChain());
      }
      case "set" -> {
        requireNames(words, names, 2);
        NftListing table = find(tables, words, only, names.get(0));
        List<NftTableInfo.NamedSet> one =
            table.sets().stream().filter(set -> set.name().equals(names.get(1))).toList();
        if (one.isEmpty()) {
          throw missing(words, 1);
        }
        print(kernel, table.with(one, List.of()), style.forOneChain());
      }
      default -> {
        boolean known = UNMODELLED.contains(what);
        throw known
            ? ToolFailure.notModelled("nft", "nft list " + what)
            : syntax(words, 1, "string");
      }
    }
  }

  /** The grammar does not expect a word, or the end of the line. */
  private static ToolFailure syntax(List<String> words, int at, String what) {
    String line = String.join(" ", words);
    int column =
        at < words.size() ? String.join(" ", words.subList(0, at)).length() + 1 : line.length();
    int width = at < words.size() ? words.get(at).length() : 1;
    return new ToolFailure(
        1,
        "Error: syntax error, unexpected "
            + what
            + "\n"
            + line
            + "\n"
            + " ".repeat(column)
            + "^".repeat(width)
            + "\n");
  }

  /** What there is, without rules. */
  private static void overview(
      KernelView kernel, List<NftListing> tables, String what, NftStyle style) {
    if (style.json()) {
      kernel.out(NftJson.overview(tables, what));
      return;
    }
    for (NftListing table : tables) {
      kernel.out(
          what.equals("tables")
              ? "table " + table.title() + "\n"
              : table.overview(what.equals("sets"), style));
    }
  }

  private static void requireNames(List<String> words, List<String> names, int count)
      throws ToolFailure {
    if (names.size() < count) {
      throw syntax(words, words.size(), "newline, expecting string or last");
    }
    if (names.size() > count) {
      int at = words.size() - names.size() + count;
      throw syntax(words, at, "string");
    }
  }

  /**
   * A word that names nothing, underlined.
   *
   * @param fromEnd which, from the end
   */
  private static ToolFailure missing(List<String> words, int fromEnd) {
    int at = words.size() - fromEnd;
    int column = String.join(" ", words.subList(0, at)).length() + 1;
    return new ToolFailure(
        1,
        "Error: No such file or directory\n"
            + String.join(" ", words)
            + "\n"
            + " ".repeat(column)
            + "^".repeat(words.get(at).length())
            + "\n");
  }

  private static NftListing find(
      List<NftListing> tables, List<String> words, Optional<String> family, String name)
      throws ToolFailure {
    return tables.stream()
        .filter(t -> t.family().equals(family.orElse("ip")) && t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> missing(words, words.size() - words.lastIndexOf(name)));
  }

  static String familyName(TableInfo table) {
    return NftListing.familyName(table);
  }

  private static void print(KernelView kernel, NftListing table, NftStyle style)
      throws ToolFailure {
    if (style.json()) {
      throw ToolFailure.notModelled("nft", "rules in JSON");
    }
    if (table.foreign()) {
      kernel.err(
          "# Warning: table " + table.title() + " is managed by iptables-nft, do not touch!\n");
    }
    kernel.out(table.text(style));
  }
}

package passerelle.sim.userland.nft;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.netfilter.NameService;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.uapi.NftElement;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftSetSpec;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.Nftables;
import passerelle.sim.uapi.TableInfo;
import passerelle.sim.userland.iptables.LabNames;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code nft}: lists all rules, those of iptables too, and changes its own (src/main.c). */
public final class NftTool implements LabKernel.Tool {
  private static final List<String> UNMODELLED =
      List.of("flowtable", "hooks", "secmarks", "synproxys");

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
    try {
      return Optional.of(self.files().readText(FileSystem.resolve(self.directory(), name)));
    } catch (FileError absent) {
      return Optional.empty();
    }
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
    for (NftListing table : tables(kernel, style)) {
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
      print(kernel, table.with(found, List.of()), style.forOneChain());
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

  private static List<NftListing> tables(KernelView kernel, NftStyle style) {
    return NftListing.all(Nfnetlink.of(kernel.netns()), style, kernel.now());
  }

  /** Shows what was counted, and begins anew. */
  private static void reset(KernelView kernel, List<String> words, NftStyle style)
      throws ToolFailure {
    String what = words.get(1).replaceFirst("s$", "");
    if (!what.matches("counter|quota")) {
      throw ToolFailure.notModelled("nft", "nft reset " + words.get(1));
    }
    list(kernel, words, style);
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

  private static void list(KernelView kernel, List<String> words, NftStyle style)
      throws ToolFailure {
    List<String> names = new ArrayList<>(words.subList(2, words.size()));
    Optional<String> family = Optional.empty();
    boolean ofTable = words.get(1).matches("counters|quotas|limits|sets|maps");
    if (ofTable && names.size() > 1 && names.get(0).equals("table")) {
      names.remove(0);
    }
    if (!names.isEmpty() && NftFamily.of(names.get(0)).isPresent()) {
      family = Optional.of(names.remove(0));
    }
    String what = words.get(1);
    Optional<String> only = family;
    List<NftListing> tables =
        tables(kernel, style).stream()
            .filter(table -> only.orElse(table.family()).equals(table.family()))
            .toList();
    switch (what) {
      case "tables", "chains" -> {
        requireNames(words, names, 0);
        overview(kernel, tables, what, style);
      }
      case "sets", "maps", "flowtables", "meters" -> {
        requireNames(words, names, 0);
        overview(kernel, tables, what, style);
      }
      case "counters", "quotas", "limits" -> {
        requireNames(words, names, ofTable ? names.size() : 0);
        Optional<String> table = names.stream().findFirst();
        List<NftListing> some =
            tables.stream()
                .filter(t -> table.orElse(t.name()).equals(t.name()))
                .map(t -> t.with(objects(t, what.replaceFirst("s$", ""))))
                .filter(t -> !t.objects().isEmpty())
                .toList();
        overview(kernel, some, what, style);
      }
      case "counter", "quota", "limit" -> {
        requireNames(words, names, 2);
        NftListing table = find(tables, words, only, names.get(0));
        List<NftObject.Counted> one =
            objects(table, what).stream()
                .filter(object -> object.object().name().equals(names.get(1)))
                .toList();
        if (one.isEmpty()) {
          throw missing(words, 1);
        }
        print(kernel, table.with(one), style.forOneChain());
      }
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
      case "set", "map" -> {
        requireNames(words, names, 2);
        NftListing table = find(tables, words, only, names.get(0));
        List<NftTableInfo.NamedSet> one =
            table.sets().stream()
                .filter(set -> set.name().equals(names.get(1)))
                .filter(set -> set.spec().isMap() == what.equals("map"))
                .toList();
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
      NftListing part =
          switch (what) {
            case "chains" -> table.with(List.of(), table.chains());
            case "sets", "maps" ->
                table.with(
                    table.sets().stream()
                        .filter(set -> set.spec().isMap() == what.equals("maps"))
                        .toList(),
                    List.of());
            case "flowtables", "meters" -> table.with(List.of());
            default -> table;
          };
      kernel.out(what.equals("tables") ? "table " + table.title() + "\n" : part.overview(style));
    }
  }

  private static List<NftObject.Counted> objects(NftListing table, String kind) {
    return table.objects().stream().filter(o -> o.object().kind().word().equals(kind)).toList();
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

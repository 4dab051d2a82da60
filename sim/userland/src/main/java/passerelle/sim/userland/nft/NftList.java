package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code nft list}: shows what there is, those tables too that iptables has made. */
final class NftList {
  private static final List<String> UNMODELLED =
      List.of("flowtable", "hooks", "secmarks", "synproxys");

  private final KernelView kernel;
  private final NftStyle style;
  private final List<String> words;

  /** What is to be shown: {@code ruleset}, {@code chain}... */
  private final String what;

  /** What stands behind it, without the family. */
  private final List<String> names;

  private final Optional<String> family;
  private final List<NftListing> tables;

  private NftList(KernelView kernel, List<String> words, NftStyle style) {
    this.kernel = kernel;
    this.style = style;
    this.words = words;
    what = words.get(1);
    names = new ArrayList<>(words.subList(2, words.size()));
    boolean ofTable = what.matches("counters|quotas|limits|sets|maps");
    if (ofTable && names.size() > 1 && names.get(0).equals("table")) {
      names.remove(0);
    }
    family =
        !names.isEmpty() && NftFamily.of(names.get(0)).isPresent()
            ? Optional.of(names.remove(0))
            : Optional.empty();
    tables =
        tables(kernel, style).stream()
            .filter(table -> family.orElse(table.family()).equals(table.family()))
            .toList();
  }

  /**
   * Shows what words ask for.
   *
   * @param words the command line, {@code list} or {@code reset} first
   */
  static void run(KernelView kernel, List<String> words, NftStyle style) throws ToolFailure {
    new NftList(kernel, words, style).show();
  }

  static List<NftListing> tables(KernelView kernel, NftStyle style) {
    return NftListing.all(Nfnetlink.of(kernel.netns()), style, kernel.now());
  }

  private void show() throws ToolFailure {
    switch (what) {
      case "tables", "chains", "sets", "maps", "flowtables", "meters" -> {
        requireNames(0);
        overview(tables);
      }
      case "counters", "quotas", "limits" -> overview(tablesWithObjects());
      case "counter", "quota", "limit" -> object();
      case "ruleset" -> {
        requireNames(0);
        for (NftListing table : tables) {
          print(kernel, table, style);
        }
      }
      case "table" -> {
        requireNames(1);
        print(kernel, table(), style);
      }
      case "chain" -> {
        requireNames(2);
        NftListing table = table();
        NftListing.Chain chain = table.chain(names.get(1)).orElseThrow(() -> missing(1));
        print(kernel, table.with(List.of(), List.of(chain)), style.forOneChain());
      }
      case "set", "map", "meter" -> set();
      default -> {
        boolean known = UNMODELLED.contains(what);
        throw known
            ? ToolFailure.notModelled("nft", "nft list " + what)
            : NftTool.syntax(words, 1, "string");
      }
    }
  }

  private List<NftListing> tablesWithObjects() {
    Optional<String> table = names.stream().findFirst();
    return tables.stream()
        .filter(t -> table.orElse(t.name()).equals(t.name()))
        .map(t -> t.with(objects(t, what.replaceFirst("s$", ""))))
        .filter(t -> !t.objects().isEmpty())
        .toList();
  }

  private void object() throws ToolFailure {
    requireNames(2);
    NftListing table = table();
    List<NftObject.Counted> one =
        objects(table, what).stream()
            .filter(object -> object.object().name().equals(names.get(1)))
            .toList();
    if (one.isEmpty()) {
      throw missing(1);
    }
    print(kernel, table.with(one), style.forOneChain());
  }

  private static List<NftObject.Counted> objects(NftListing table, String kind) {
    return table.objects().stream().filter(o -> o.object().kind().word().equals(kind)).toList();
  }

  private void set() throws ToolFailure {
    requireNames(2);
    NftListing table = table();
    List<NftTableInfo.NamedSet> one =
        table.sets().stream()
            .filter(set -> set.name().equals(names.get(1)))
            .filter(set -> set.spec().isMap() == what.equals("map"))
            .toList();
    if (one.isEmpty()) {
      throw missing(1);
    }
    print(kernel, table.with(one, List.of()), style.forOneChain());
  }

  /** What there is, without rules. */
  private void overview(List<NftListing> some) {
    if (style.json()) {
      kernel.out(NftJson.overview(some, what));
      return;
    }
    for (NftListing table : some) {
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

  private void requireNames(int count) throws ToolFailure {
    if (names.size() < count) {
      throw NftTool.syntax(words, words.size(), "newline, expecting string or last");
    }
    if (names.size() > count) {
      throw NftTool.syntax(words, words.size() - names.size() + count, "string" + NftParser.END);
    }
  }

  /** The table that is named. */
  private NftListing table() throws ToolFailure {
    String name = names.get(0);
    return tables.stream()
        .filter(t -> t.family().equals(family.orElse("ip")) && t.name().equals(name))
        .findFirst()
        .orElseThrow(() -> missing(words.size() - words.lastIndexOf(name)));
  }

  /**
   * A word that names nothing, underlined.
   *
   * @param fromEnd which, from the end
   */
  private ToolFailure missing(int fromEnd) {
    int at = words.size() - fromEnd;
    int column = String.join(" ", words.subList(0, at)).length() + 1;
    return new ToolFailure(
        1,
        "Error: No such file or directory\n%s\n%s%s\n"
            .formatted(
                String.join(" ", words), " ".repeat(column), "^".repeat(words.get(at).length())));
  }

  /** Prints tables with their rules. */
  static void print(KernelView kernel, NftListing table, NftStyle style) throws ToolFailure {
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

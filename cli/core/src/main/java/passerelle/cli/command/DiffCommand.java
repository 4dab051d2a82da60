package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.Recipe;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineVersion;
import passerelle.text.Align;
import passerelle.text.TextLine;

/**
 * {@code diff --engine VERSION}: which rules and which reachability of the lab change with the
 * engine's version. All that was done is done again in two more labs, one under each version; their
 * rules are compared, and the same probes sent in both.
 */
final class DiffCommand implements LabCommand {
  private static final String OPTION = "--engine";
  private static final String GAP = "  ";

  /** Files are compared by the program. */
  @Override
  public boolean isMeant(String line) {
    return line.contains(OPTION) || line.strip().equals("diff");
  }

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    String version = version(words, bench);
    EngineProfile wanted = EngineProfile.of(version).orElseThrow(() -> noEngine(version, bench));
    LabSettings mine = bench.lab().settings();
    if (wanted.version() == mine.engine().profile().version()) {
      throw bench.error("diff.same", version);
    }
    LabSettings other =
        new LabSettings(mine.engine().withProfile(wanted), mine.images(), mine.seed());
    Lab lab = bench.lab();
    Recipe recipe = lab.recipe();
    return bench.aside(
        () -> {
          try (Lab here = lab.another(recipe.with(mine));
              Lab there = lab.another(recipe.with(other))) {
            compare(here, there, bench, out);
          }
          return 0;
        });
  }

  private static String version(List<String> words, Workbench bench) throws CommandException {
    String joined = String.join("=", words);
    if (words.isEmpty() || words.size() > 2 || !joined.matches(OPTION + "=[^=]+")) {
      throw bench.error("diff.usage", EngineVersion.choice());
    }
    return joined.substring(OPTION.length() + 1);
  }

  private static CommandException noEngine(String version, Workbench bench) {
    return bench.error("wrong.engine", version, String.join(", ", EngineVersion.labels()));
  }

  private static void compare(Lab here, Lab there, Workbench bench, Printer out) {
    String before = here.settings().engine().profile().label();
    String after = there.settings().engine().profile().label();
    out.line(bench.text("diff.heading", before, after));
    List<TextLine> rules =
        new RuleDiff(
                RuleSets.of(here),
                RuleSets.of(there),
                bench.text("diff.only", before),
                bench.text("diff.only", after))
            .lines();
    rules.forEach(out::line);
    if (rules.isEmpty()) {
      out.line(bench.text("diff.rules.none"));
    }
    out.line("");
    Map<Reachability.Way, Reachability.Answer> first = Reachability.of(here);
    Map<Reachability.Way, Reachability.Answer> second = Reachability.of(there);
    Set<Reachability.Way> all = new LinkedHashSet<>(first.keySet());
    all.addAll(second.keySet());
    List<List<String>> rows = new ArrayList<>();
    for (Reachability.Way way : all) {
      String was = answer(first.get(way), bench);
      String is = answer(second.get(way), bench);
      if (!was.equals(is)) {
        rows.add(List.of(way.from(), way.to(), was, is));
      }
    }
    if (rows.isEmpty()) {
      out.line(bench.text("diff.reach.none", all.size()));
      return;
    }
    out.line(bench.text("diff.reach", rows.size(), all.size()));
    rows.add(0, List.of(bench.text("diff.from"), bench.text("diff.to"), before, after));
    out.lines(table(rows));
  }

  /** A way that only one of the labs has is told by a dash. */
  private static String answer(Reachability.Answer answer, Workbench bench) {
    return Optional.ofNullable(answer)
        .map(a -> bench.text("diff." + a.name().toLowerCase(Locale.ROOT)))
        .orElse("-");
  }

  private static List<String> table(List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
        String cell = row.get(column);
        line.append(GAP).append(Align.left(cell, width));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}

package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.scenarios.format.Typeset;

/**
 * The lines of an output that count where it is held against another: not those that tell of
 * another machine's day (packages, pulls, addresses that interfaces give themselves), nor what an
 * author has written among them.
 */
final class OutputLines {
  private static final Pattern OWN_ADDRESS =
      Pattern.compile("\\s+inet6 (?:addr: ?)?(?:::1|fe80::)[0-9a-f:]*/\\d+.*");

  /** The route to the server that has given an address, as systemd-networkd makes it. */
  private static final Pattern LEASE =
      Pattern.compile(
          "\\S+ dev \\S+ proto dhcp scope link(?: src \\S+)?(?: metric \\d+)?\\s*"
              + "|\\d[\\d.]+ +0\\.0\\.0\\.0 +255\\.255\\.255\\.255 +UH +[1-9]\\d* .*");

  /** The prompt of a shell that a command has opened. */
  private static final Pattern PROMPT =
      Pattern.compile(
          "(?:/|~|/[a-z]+) ?[#$]|\\[?\\w+@[\\w.-]+[: ]\\S*?\\]?[#$]|(?:bash|sh)-\\d\\S*[#$]");

  /** What package managers say of their work: which packages there are differs by release. */
  private static final Pattern PACKAGES =
      Pattern.compile(
          "fetch https?://\\S+|\\(\\d+/\\d+\\) (?:Installing|Upgrading|Purging) .*|Executing"
              + " \\S+\\.(?:trigger|post-\\w+)|OK: \\d.* in \\d+ packages|(?:Get|Hit|Ign):\\d+"
              + " .*|Fetched \\d.*|Reading (?:package lists|state information)\\.\\.\\..*|Building"
              + " dependency tree.*|(?:Setting up|Unpacking|Preparing to unpack|Selecting"
              + " previously|Processing triggers for) .*|\\d+ upgraded, \\d+ newly .*|Need to get"
              + " .*|After this operation.*|The following .*packages.*:|debconf: .*|(?:Do you want"
              + " to c|C)ontinue\\? \\[Y/n\\].*|\\d+ packages? can be upgraded.*|All packages are"
              + " up to date\\.|\\(Reading database .*");

  /** The packages themselves, as apt lists them. */
  private static final Pattern PACKAGE_NAMES =
      Pattern.compile(
          "  [a-z0-9][a-z0-9.+:-]+(?: [a-z0-9][a-z0-9.+:-]+)*\\s*|\\S+ is already the newest"
              + " version.*");

  private static final Pattern PULL =
      Pattern.compile(
          // What Compose's first version said of its work.
          "(?:Creating|Starting|Recreating|Stopping|Removing|Pulling) \\S+ *\\.\\.\\.(?:"
              + " *\\w+)?|Creating (?:network|volume) \\S+ with .*|Removing network \\S+|Unable to"
              + " find image .* locally|Using default tag: .*|.*: Pulling from .*|[0-9a-f]{12}:"
              + " (?:Pull|Already|Download|Wait|Verif|Extract).*|Digest: sha256:.*|Status:"
              + " (?:Downloaded|Image is up).*|Pulling repository .*|[0-9a-f]{12}: .*complete *"
              // What Compose says of it in its progress.
              + "|(?:[✔⠿] )?(?:\\S+ Pulled|[0-9a-f]{12}"
              + " (?:Already|Pull|Download|Wait|Verif|Extract).*?)(?: +[\\d.]+s)?");

  /** What authors write behind a line. */
  private static final Pattern NOTE =
      Pattern.compile("(?<=\\S)\\s+(?:[←⟵⬅👈◀]|<--|<==| # ).*|^\\s*(?:[←⟵⬅👈◀]|<--?|<==) .*");

  /** What authors write where nothing is printed. */
  private static final Pattern NOTHING =
      Pattern.compile(
          "(?iu)[(（<\\[](?:(?:no|without|sans|aucune?|keine?|sin|nessun|sem) (?:visible )?"
              + "(?:outputs?|sorties?|match(?:es)?|results?|résultats?|ausgabe|salida|saída)|nothing(?:"
              + " (?:is )?printed)?|无输出|無輸出|没有输出|出力なし)\\b.*[)）>\\]]");

  /** What authors write between two ways to do the same. */
  static final Pattern BETWEEN =
      Pattern.compile("(?iu)\\s*[-(\\[]*(?:or|and|then|ou|et|puis|oder|und|dann)[-:)\\]]*\\s*");

  /** What programs say as one distribution builds them, and not another. */
  private static final Pattern BUILT =
      Pattern.compile("Prepended http:// to .*|dropped privs to tcpdump");

  private OutputLines() {}

  /**
   * The lines that were printed by a command, without what a reader only has to know of. Of blanks
   * that do not break, as French has them, a deck's parser knows no more.
   */
  static List<String> of(List<String> printed) {
    boolean installs = printed.stream().anyMatch(line -> line.startsWith("The following NEW"));
    return withoutStyle(withoutOwnAddresses(Screen.lines(printed))).stream()
        .map(Typeset::blanks)
        .collect(Collectors.joining("\n"))
        .stripIndent()
        .lines()
        .filter(line -> !line.isBlank())
        .filter(line -> !BETWEEN.matcher(line).matches())
        .filter(line -> !BUILT.matcher(line.strip()).matches())
        .filter(line -> !NOTHING.matcher(line.strip()).matches())
        .filter(line -> !LEASE.matcher(line).matches())
        .filter(line -> !PACKAGES.matcher(line.strip()).matches())
        .filter(line -> !(installs && PACKAGE_NAMES.matcher(line).matches()))
        .filter(line -> !PULL.matcher(line.strip()).matches())
        .filter(
            line ->
                !line.strip()
                    .matches(
                        "\\^[CDPQZ]|\\^P\\^Q|(?i:ctrl)[ +-]?[PCpc][ ,+-]{1,3}(?i:ctrl["
                            + " +-]?)?[Qq]|\\[sudo\\] .*[:：]"))
        .filter(line -> !PROMPT.matcher(line.strip()).matches())
        .map(line -> line.startsWith("^C") ? line.substring(2) : line)
        .map(line -> Shapes.isElided(line) ? line : NOTE.matcher(line).replaceFirst(""))
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** Without what a page says of its looks. */
  private static List<String> withoutStyle(List<String> printed) {
    int begin = printed.indexOf("<style>");
    int end = printed.indexOf("</style>");
    if (begin < 0 || end < begin) {
      return printed;
    }
    List<String> kept = new ArrayList<>(printed.subList(0, begin));
    kept.addAll(printed.subList(end + 1, printed.size()));
    return kept;
  }

  /** Without the addresses that interfaces give themselves where IPv6 is not off. */
  private static List<String> withoutOwnAddresses(List<String> printed) {
    List<String> kept = new ArrayList<>();
    boolean own = false;
    for (String line : printed) {
      boolean lifetime = own && line.strip().startsWith("valid_lft ");
      own = OWN_ADDRESS.matcher(line).lookingAt();
      if (!own && !lifetime) {
        kept.add(line);
      }
    }
    return kept;
  }
}

package passerelle.scenarios.slides;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.slides.Deck.CodeBlock;
import passerelle.text.WordSet;

/**
 * A file that a deck prints, for the reader to make it: the text before the block names it, or a
 * comment in its first line, or it can only be a compose file or a Dockerfile.
 *
 * @param name its path, as the deck names it
 * @param text what is in it
 */
record PrintedFile(String name, String text) {
  private static final Set<String> LANGUAGES =
      WordSet.of(
          """
          caddyfile conf docker dockerfile html ini javascript js json nginx php py python
          text toml txt yaml yml
          """);

  private static final String NAME =
      "((?:[~.]?/)?(?:[\\w-]+/)*(?:[\\w.-]+\\.(?:ya?ml|conf|html|json|cfg|toml|env|py|js|php|txt|service)"
          + "|\\.dockerignore|Caddyfile|Dockerfile(?:\\.[\\w-]+)?))";

  private static final Pattern IN_TEXT =
      Pattern.compile("(?:^|[\\s(`*_\"'])" + NAME + "(?=[\\s)`*_\"':,.]|$)");
  private static final Pattern COMMENT =
      Pattern.compile("(?:#|//|<!--)\\s*" + NAME + "(?: +[-–—(].*|\\s*(?:-->)?\\s*)");

  /** What a script is called in the text above it. */
  private static final Pattern SCRIPT =
      Pattern.compile("(?:^|[\\s(`*_\"'])((?:\\./)?[\\w./-]+\\.(?:sh|bash))(?=[\\s)`*_\"':,.]|$)");

  /** What tells a reader to make a file. */
  private static final Pattern MAKES =
      Pattern.compile(
          "(?iu)\\b(?:creat|configur(?:e|er|ez)\\b|add|edit|sav|writ|put|past|mak|copy|insert|cré|ajout|édit|modifi|enregistr|écri|copi|coll|mett)");

  /** What a file of Compose is called that nobody calls anything. */
  static final String COMPOSE = "docker-compose.yml";

  /** A directory that the text puts a file into. */
  private static final Pattern FOLDER =
      Pattern.compile(
          "(?iu)\\b(?:folder|directory|dossier|répertoire)\\s*[`*_\"]+([\\w/.-]+?)/?[`*_\"]");

  /** How a section of a configuration of HAProxy begins, in its first column. */
  private static final Pattern SECTION =
      Pattern.compile("(?:global|defaults)\\s*|(?:frontend|backend|listen)(?:\\s+[\\w.-]+)?\\s*");

  /** How a file of Compose begins, rather than the commands that write one. */
  private static final Pattern KEY = Pattern.compile("---|\\s*[\\w.\"-]+:(?:\\s.*)?");

  /** How a configuration of nginx begins. */
  private static final Pattern NGINX =
      Pattern.compile("(?:server|http|events|stream|upstream [\\w.-]+) *\\{");

  /** How a file of systemd begins, and others that have sections. */
  private static final Pattern BRACKETED = Pattern.compile("\\[[A-Z][A-Za-z]+\\]");

  /** What a script was told when it was begun. */
  private static final Pattern TOLD = Pattern.compile("\\$\\{?[1-9@]");

  private static final Pattern SERVICES = Pattern.compile("services:\\s*");

  /** What docker compose and docker build say without their file. */
  private static final Pattern MISSING =
      Pattern.compile(
          "(?m)^no configuration file provided|failed to read dockerfile: open (\\S+): no such"
              + " file|error mounting \"(\\S*/([\\w.-]+))\" to rootfs at .*not a directory");

  private static final Pattern EDITS =
      Pattern.compile(
          "(?:\\S*[$#%>] )?(?:sudo )?(?:nano|pico|vim?|emacs|micro|gedit|code)"
              + " ((?:[~.]?/)?[\\w./-]+)");

  private static final Pattern FROM = Pattern.compile("FROM [\\w./:@$\\{}-]+( (AS|as) [\\w-]+)?");

  /** What root types, of which the lines below are a file. */
  private static final Pattern TYPED = Pattern.compile("# +[a-z].*<<-? *['\"]?\\w+.*");

  private static final Pattern IMAGE = Pattern.compile("\\s+(?:image|build):.*");

  /** The file that a block is, if it is one. */
  static Optional<PrintedFile> of(CodeBlock block) {
    List<String> lines = block.lines();
    if (isTyped(lines)
        || lines.stream().allMatch(l -> l.isBlank() || EDITS.matcher(l.strip()).matches())) {
      return Optional.empty();
    }
    if (isScript(block)) {
      return last(SCRIPT, paragraph(block.lead()))
          .map(name -> new PrintedFile(name, String.join("\n", lines) + "\n"));
    }
    if (!block.info().isEmpty()
        && !LANGUAGES.contains(block.info().toLowerCase(Locale.ROOT))
        && !isFile(lines)) {
      return Optional.empty();
    }
    Matcher comment = COMMENT.matcher(lines.get(0).strip());
    Optional<String> name =
        comment.matches() ? Optional.of(comment.group(1)) : named(block.lead(), block.info());
    // A capital that the text gives it, Compose would not find.
    if (isCompose(lines) && name.filter(n -> !n.equalsIgnoreCase(COMPOSE)).isEmpty()) {
      name = Optional.of(COMPOSE);
    }
    if (name.isEmpty() && isHaproxy(lines)) {
      name = Optional.of("haproxy.cfg");
    }
    if (isDockerfile(lines) && name.filter(n -> n.contains("ockerfile")).isEmpty()) {
      name = Optional.of("Dockerfile");
    }
    return name.map(n -> new PrintedFile(n, String.join("\n", lines) + "\n"));
  }

  /** Whether a block can only be a file, whatever it is said to be. */
  static boolean isFile(CodeBlock block) {
    return isFile(block.lines()) || isScript(block);
  }

  private static boolean isFile(List<String> lines) {
    if (isTyped(lines)) {
      return false;
    }
    String first =
        lines.stream()
            .filter(l -> !l.isBlank() && !COMMENT.matcher(l.strip()).matches())
            .findFirst()
            .orElse("");
    return isCompose(lines)
        || isDockerfile(lines)
        || isHaproxy(lines)
        || NGINX.matcher(first.strip()).matches() && lines.contains("}")
        || BRACKETED.matcher(first.strip()).matches()
        || first.strip().startsWith("<?php");
  }

  private static boolean isTyped(List<String> lines) {
    return lines.stream()
        .filter(l -> !l.isBlank())
        .findFirst()
        .filter(l -> TYPED.matcher(l).matches())
        .isPresent();
  }

  /** Whether a block is a script, which the text above it names, or which is to be told more. */
  private static boolean isScript(CodeBlock block) {
    String first = block.lines().stream().filter(l -> !l.isBlank()).findFirst().orElse("");
    return first.startsWith("#!")
        && (last(SCRIPT, paragraph(block.lead())).isPresent()
            || block.lines().stream().anyMatch(l -> TOLD.matcher(l).find()));
  }

  /** The last paragraph of a text. */
  private static String paragraph(String text) {
    String[] paragraphs = text.strip().split("\n\\s*\n");
    return paragraphs[paragraphs.length - 1];
  }

  /** The last name of a text. */
  private static Optional<String> last(Pattern name, String text) {
    return name.matcher(text).results().map(found -> found.group(1)).reduce((a, b) -> b);
  }

  private static boolean isHaproxy(List<String> lines) {
    List<String> sections = lines.stream().filter(l -> SECTION.matcher(l).matches()).toList();
    return sections.size() > 1
        && lines.stream()
            .filter(l -> !l.isBlank() && !l.startsWith("#"))
            .allMatch(l -> l.matches("\\s.*") || SECTION.matcher(l).matches());
  }

  private static boolean isCompose(List<String> lines) {
    boolean keyed =
        lines.stream()
            .filter(l -> !l.isBlank() && !l.strip().startsWith("#"))
            .findFirst()
            .filter(l -> KEY.matcher(l).matches())
            .isPresent();
    return keyed
        && lines.stream().anyMatch(l -> SERVICES.matcher(l).matches())
        && lines.stream().anyMatch(l -> IMAGE.matcher(l).matches());
  }

  private static boolean isDockerfile(List<String> lines) {
    return lines.stream()
        .filter(l -> !l.isBlank() && !l.startsWith("#") && !l.startsWith("ARG "))
        .findFirst()
        .filter(l -> FROM.matcher(l.strip()).matches())
        .isPresent();
  }

  /** The file that a block is below one that ends in an editor: what is to be typed into it. */
  static Optional<PrintedFile> edited(CodeBlock editor, CodeBlock block) {
    String last = editor.lines().stream().filter(l -> !l.isBlank()).reduce("", (a, b) -> b);
    Matcher edits = EDITS.matcher(last.strip());
    return edits.matches()
        ? Optional.of(new PrintedFile(edits.group(1), String.join("\n", block.lines()) + "\n"))
        : Optional.empty();
  }

  /** The file that a block is right below a title that names it. */
  static Optional<PrintedFile> titled(String title, CodeBlock block) {
    String language = block.info().toLowerCase(Locale.ROOT);
    boolean file = block.lead().isEmpty() && !language.isEmpty() && LANGUAGES.contains(language);
    Matcher name = IN_TEXT.matcher(title);
    return file && name.find()
        ? Optional.of(new PrintedFile(name.group(1), String.join("\n", block.lines()) + "\n"))
        : Optional.empty();
  }

  /** The path at which a command was to mount a file that is not there. */
  static Optional<String> mounted(String refusal) {
    Matcher missing = MISSING.matcher(refusal);
    return missing.find() ? Optional.ofNullable(missing.group(2)) : Optional.empty();
  }

  /** Tells the file without which a command has been refused. */
  static Predicate<PrintedFile> lacking(String refusal) {
    Matcher missing = MISSING.matcher(refusal);
    boolean found = missing.find();
    if (found && missing.group(1) != null) {
      return file -> file.name().equals(missing.group(1));
    }
    if (found && missing.group(3) != null) {
      return file -> ("/" + file.name()).endsWith("/" + missing.group(3));
    }
    return file -> found && file.text().lines().anyMatch(l -> SERVICES.matcher(l).matches());
  }

  /** The last file that the paragraph before a block names. */
  private static Optional<String> named(String lead, String info) {
    String last = paragraph(lead);
    Optional<String> name = last(IN_TEXT, last);
    boolean makes = MAKES.matcher(last).find();
    String plain = last.strip().replaceAll("[*_]{2}", "");
    boolean told = info.matches("nginx|ya?ml|toml|ini|caddyfile|haproxy") && plain.endsWith(":");
    boolean nothingElse = name.filter(plain.replaceAll("[`:\\s]", "")::equals).isPresent();
    boolean alone = plain.length() < name.map(String::length).orElse(0) + (told ? 40 : 16);
    Matcher folder = FOLDER.matcher(last);
    boolean within = folder.find();
    return name.filter(
            n ->
                makes
                    || nothingElse
                    || within && n.endsWith(".cfg")
                    || alone && !info.isEmpty() && !n.startsWith("/"))
        .map(n -> within && !n.contains("/") ? folder.group(1) + "/" + n : n);
  }
}

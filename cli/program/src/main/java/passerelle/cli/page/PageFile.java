package passerelle.cli.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import passerelle.cli.player.PlayerHtml;
import passerelle.cli.session.Session;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineVersion;
import passerelle.files.FileRefusal;
import passerelle.files.FileTree;
import passerelle.files.RegularFile;
import passerelle.picture.PictureSvg;
import passerelle.scenarios.slides.Deck;
import passerelle.scenarios.slides.LiveDeck;
import passerelle.text.JsonText;
import passerelle.text.Language;
import passerelle.text.Messages;
import passerelle.text.Sha256;

/**
 * Puts the page together: with the simulator in it, or for a lab that runs in a terminal. What the
 * lab's worker runs stands in it as gzip, seven bits a character; scripts and styles are known to
 * the page's Content-Security-Policy by their SHA-256, so that nothing else runs there.
 *
 * @param home its root
 */
public record PageFile(Path home) {
  private static final int MOST_OCTETS = 64 << 20;
  private static final Pattern PART = Pattern.compile("\\$\\{(\\w+)\\}");

  /** A selector of the page's root, and what is asked of it. */
  private static final Pattern ROOT = Pattern.compile(":root((?:\\[[^\\]]*\\]|:not\\([^)]*\\))*)");

  /** How a module of ECMAScript says at its end what it exports: {@code inner as outer}. */
  private static final Pattern EXPORTS = Pattern.compile("\\bexport\\s*\\{([^}]*)\\}\\s*;?\\s*$");

  /** A line may end wherever the compiler found it long enough: nothing depends on it there. */
  private static final Pattern NEEDLESS =
      Pattern.compile("(?<=[{};,()=\\[\\]:?])\n+|\n+(?=[{};,()=\\[\\]:?])");

  /** Where the compiled engine is. */
  public static Path engine(Path home) {
    return home.resolve("web/page/target/web/engine.js");
  }

  /**
   * The whole page, which connects to nothing.
   *
   * @throws FileRefusal when a part of it is not there
   */
  public String html() throws FileRefusal {
    return html(lab(), "'none'").text();
  }

  /** What the lab's worker runs, as blocks of data. */
  private String lab() throws FileRefusal {
    return worker()
        .map(part -> SevenBits.inHtml(packed(part)))
        .map(part -> "<script type=\"text/plain\" class=\"lab\">" + part + "</script>")
        .collect(Collectors.joining());
  }

  /**
   * The page of a lab that runs elsewhere, which it only looks at.
   *
   * @param sources what it may connect to, as a source list of its policy
   * @throws FileRefusal when a part of it is not there
   */
  public Html lookingOn(String sources) throws FileRefusal {
    return html("", sources);
  }

  /**
   * A page.
   *
   * @param policy its Content-Security-Policy, which stands in it as well
   */
  public record Html(String policy, String text) {}

  private Html html(String lab, String connections) throws FileRefusal {
    String style = source("terminal.css") + source("page.css") + style();
    String script =
        "const FIRST = "
            + JsonText.inHtml(first())
            + ";\n"
            + script()
            + source("presenter.js")
            + source("page.js");
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("policy", policy(script, style, connections));
    parts.put("style", style);
    parts.put("picture", source("picture.html"));
    parts.put("lab", lab);
    parts.put("script", script);
    return new Html(parts.get("policy"), filled("page.html", parts));
  }

  /** In each language what is read at the first prompt, which stands before there is a lab. */
  private static Map<String, Object> first() {
    Map<String, Object> first = new LinkedHashMap<>();
    String engine =
        EngineProfile.of(EngineVersion.DEFAULT.label()).orElseThrow().versions().engine();
    for (Language language : Language.values()) {
      String welcome = Messages.of(language, "passerelle/cli/messages").get("repl.welcome", engine);
      first.put(
          language.code(),
          Map.of("welcome", welcome, "prompt", Session.FIRST.prompt(), "place", "machine"));
    }
    return first;
  }

  /**
   * A script for pages of others, which defines the element {@code <passerelle-lab>}: what it needs
   * is in it, and it connects to nothing. It is ASCII, since it is read in the encoding of its
   * page.
   *
   * @throws FileRefusal when a part of it is not there
   */
  public String element() throws FileRefusal {
    return element(
        worker()
            .map(part -> literal(SevenBits.ascii(packed(part))))
            .collect(Collectors.joining(",\n", "[", "]")));
  }

  private String element(String engine) throws FileRefusal {
    String style = source("terminal.css") + style() + source("element.css");
    String parts = filled("element.html", Map.of("picture", source("picture.html")));
    return "(() => {\nconst ENGINE = "
        + engine
        + ";\n"
        + ascii(
            "const STYLE = "
                + JsonText.inHtml(ROOT.matcher(style).replaceAll(PageFile::host))
                + ";\nconst PARTS = "
                + JsonText.inHtml(parts)
                + ";\n"
                + script()
                + source("element.js"))
        + "})();\n";
  }

  /**
   * The slides of a deck, whose blocks run where they stand.
   *
   * @param messages in the language of the slides
   * @param images an address of an image in the deck as one that the page may show
   * @throws FileRefusal when a part of it is not there
   */
  public String deck(LiveDeck live, Messages messages, Function<String, Optional<String>> images)
      throws FileRefusal {
    String style = source("deck.css");
    String script = element("packedLab()") + source("deck.js");
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("language", messages.language().code());
    parts.put("policy", policy(script, style, "'none'"));
    String title = live.deck().slides().stream().map(Deck.Slide::title).findFirst().orElse("");
    parts.put("title", DeckHtml.escape(title));
    parts.put("style", style);
    parts.put("slides", DeckHtml.of(live, images));
    parts.put("back", DeckHtml.escape(messages.get("live.back")));
    parts.put("lab", lab());
    parts.put("forward", DeckHtml.escape(messages.get("live.forward")));
    parts.put("noscript", DeckHtml.escape(messages.get("live.noscript")));
    parts.put("script", script);
    return filled("deck.html", parts);
  }

  /** A string of JavaScript. */
  private static String literal(String packed) {
    StringBuilder out = new StringBuilder(packed.length() * 21 / 20).append('"');
    for (int i = 0; i < packed.length(); i++) {
      char c = packed.charAt(i);
      switch (c) {
        case 0 -> out.append("\\x00");
        case '\r' -> out.append("\\r");
        case '\n' -> out.append("\\n");
        case '<' -> out.append("\\x3c");
        case '"', '\\' -> out.append('\\').append(c);
        default -> out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** What is the page's root is the element itself, where it has a shadow tree. */
  private static String host(MatchResult root) {
    return root.group(1).isEmpty() ? ":host" : ":host(" + root.group(1) + ")";
  }

  private String style() throws FileRefusal {
    return source("picture.css") + PictureSvg.pageStyle() + PlayerHtml.style();
  }

  /** What both the page and the element need. */
  private String script() throws FileRefusal {
    return source("texts.js")
        + source("lab.js")
        + source("screen.js")
        + source("terminal.js")
        + source("picture.js")
        + PlayerHtml.script();
  }

  private String filled(String name, Map<String, String> parts) throws FileRefusal {
    return PART.matcher(source(name))
        .replaceAll(found -> Matcher.quoteReplacement(parts.get(found.group(1))));
  }

  /**
   * What the lab's worker runs: the engine, the lessons, and what answers the page; then what it
   * reads later.
   */
  private Stream<String> worker() throws FileRefusal {
    Halves engine = Halves.of(classic(PlainResources.in(joined(text(engine(home))))));
    String first = source("halves.js") + engine.early();
    String course = "const course = " + lessons() + ";\n";
    return Stream.concat(Stream.of(first + course + source("worker.js")), engine.late().stream());
  }

  private String source(String name) throws FileRefusal {
    return text(home.resolve("web/page/src/main/web").resolve(name));
  }

  private static String text(Path file) throws FileRefusal {
    return new String(RegularFile.read(file, MOST_OCTETS), StandardCharsets.UTF_8);
  }

  /**
   * Nothing is fetched from anywhere; what runs is what stands here, and the parts of the lab's
   * worker.
   */
  private static String policy(String script, String style, String connections) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src blob: " + Sha256.source(script),
        "style-src " + Sha256.source(style),
        "worker-src blob:",
        "connect-src " + connections,
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'");
  }

  /**
   * On fewer lines.
   *
   * @param script as the compiler writes it: without comments
   */
  static String joined(String script) {
    return NEEDLESS.matcher(script).replaceAll("");
  }

  /** A worker's script is no module: what the engine exports is an object there. */
  static String classic(String module) {
    Matcher exports = EXPORTS.matcher(module);
    if (!exports.find()) {
      throw new IllegalStateException("the engine exports nothing");
    }
    List<String> members = new ArrayList<>();
    for (String export : exports.group(1).split(",")) {
      String[] names = export.strip().split("\\s+as\\s+");
      members.add(names[names.length - 1] + ": " + names[0]);
    }
    return module.substring(0, exports.start())
        + "const lab = {"
        + String.join(", ", members)
        + "};\n";
  }

  /**
   * With escapes for all else, a browser keeps a script in an octet a character, and reads it
   * sooner.
   */
  private static String ascii(String script) {
    StringBuilder out = new StringBuilder(script.length());
    for (int i = 0; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c < 128 && (c >= ' ' || c == '\n')) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.toString();
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new Thorough(bytes)) {
      out.write(BytePairs.shortened(ascii(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Takes its time for a smaller result. */
  private static final class Thorough extends GZIPOutputStream {
    Thorough(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(9);
    }
  }

  /** An array of language, name and text. */
  private String lessons() throws FileRefusal {
    List<String> all = new ArrayList<>();
    for (Language language : Language.values()) {
      for (Path file : FileTree.below(home.resolve("lessons").resolve(language.code()), ".md")) {
        String name = file.getFileName().toString().replaceFirst("\\.md$", "");
        if (name.matches("[0-9]{2}-.*")) {
          all.add(JsonText.inHtml(List.of(language.code(), name, text(file))));
        }
      }
    }
    return "[" + String.join(",\n", all) + "]";
  }
}

package passerelle.cli.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.slides.Deck;
import passerelle.scenarios.slides.LiveDeck;
import passerelle.text.Visible;

/**
 * The slides of a deck as HTML: one section for each part of a slide that comes at a key. A deck is
 * a stranger's data: of Markdown, what decks mostly have; all else, HTML too, is shown as text.
 */
final class DeckHtml {
  private static final Pattern MARKUP =
      Pattern.compile("\\]|\\.[a-z-]+(?:\\..*)?\\[|(?:class|name|layout|template|count): ?.*");
  private static final Pattern WRAPPED = Pattern.compile("\\.[a-z-]+\\[([^\\]]*)\\]");
  private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+]|\\d{1,3}[.)])\\s+(.*)");
  private static final Pattern IMAGE = Pattern.compile("!\\[([^\\]]*)\\]\\(([^)\\s]+)[^)]*\\)");

  /** Code, then a link, then what is strong, then what is emphasised. */
  private static final Pattern INLINE =
      Pattern.compile(
          "(`+)(?<code>.+?)\\1|\\[(?<text>[^\\]]+)\\]\\((?<address>https?://[^)\\s]+)\\)"
              + "|\\*\\*(?<strong>[^*]+)\\*\\*|(?<![\\w*])\\*(?<slanted>[^*\\s][^*]*)\\*(?!\\w)");

  private final LiveDeck live;
  private final Function<String, Optional<String>> images;
  private final StringBuilder out = new StringBuilder();
  private final List<String> paragraph = new ArrayList<>();
  private boolean list;
  private String title = "";
  private boolean empty = true;

  private DeckHtml(LiveDeck live, Function<String, Optional<String>> images) {
    this.live = live;
    this.images = images;
  }

  /**
   * The sections.
   *
   * @param images an address of an image in the deck as one that the page may show
   */
  static String of(LiveDeck live, Function<String, Optional<String>> images) {
    DeckHtml html = new DeckHtml(live, images);
    live.deck().slides().forEach(html::slide);
    return html.out.toString();
  }

  private void slide(Deck.Slide slide) {
    title = slide.title();
    begin();
    for (Deck.CodeBlock block : slide.blocks()) {
      text(block.lead());
      block(block);
    }
    text(slide.rest());
    out.append("</section>\n");
  }

  private void begin() {
    out.append("<section>\n");
    if (!title.isEmpty()) {
      out.append("<h1>").append(inline(title)).append("</h1>\n");
    }
    empty = true;
  }

  private void text(String markdown) {
    for (String line : markdown.split("\n")) {
      if (line.strip().equals("--")) {
        end();
        if (!empty) {
          out.append("</section>\n");
          begin();
        }
      } else if (!MARKUP.matcher(line.strip()).matches()) {
        line(WRAPPED.matcher(line).replaceAll("$1"));
      }
    }
    end();
  }

  private void line(String line) {
    Matcher image = IMAGE.matcher(line.strip());
    Matcher item = ITEM.matcher(line);
    if (line.isBlank()) {
      endParagraph();
    } else if (image.matches()) {
      end();
      image(image.group(1), image.group(2));
    } else if (item.matches()) {
      endParagraph();
      out.append(list ? "" : "<ul>\n");
      list = true;
      paragraph.add(item.group(1));
    } else {
      paragraph.add(line.strip());
    }
  }

  private void endParagraph() {
    if (!paragraph.isEmpty()) {
      String name = list ? "li" : "p";
      String text = inline(String.join(" ", paragraph));
      out.append('<').append(name).append('>').append(text);
      out.append("</").append(name).append(">\n");
      paragraph.clear();
      empty = false;
    }
  }

  private void end() {
    endParagraph();
    out.append(list ? "</ul>\n" : "");
    list = false;
  }

  private void image(String text, String address) {
    Optional<String> shown = images.apply(address);
    if (shown.isPresent()) {
      out.append("<img alt=\"").append(escape(text)).append("\" src=\"");
      out.append(escape(shown.get())).append("\">\n");
    } else {
      out.append("<p>").append(escape(text)).append("</p>\n");
    }
    empty = false;
  }

  private void block(Deck.CodeBlock block) {
    List<String> commands = live.blocks().get(block.line());
    if (commands == null) {
      out.append("<pre>").append(escape(String.join("\n", block.lines()))).append("</pre>\n");
    } else {
      out.append("<passerelle-lab seat=\"deck\" ready engine=\"")
          .append(escape(live.engine()))
          .append("\" images=\"")
          .append(escape(live.deck().frontMatter().images().orElse("")))
          .append("\" commands=\"")
          .append(escape(String.join("\n", commands)).replace("\n", "&#10;"))
          .append("\"></passerelle-lab>\n");
    }
    empty = false;
  }

  private static String inline(String markdown) {
    StringBuilder html = new StringBuilder();
    int at = 0;
    Matcher found = INLINE.matcher(markdown);
    while (found.find()) {
      html.append(escape(markdown.substring(at, found.start()))).append(inline(found));
      at = found.end();
    }
    return html.append(escape(markdown.substring(at))).toString();
  }

  private static String inline(Matcher found) {
    if (found.group("code") != null) {
      return "<code>" + escape(found.group("code")) + "</code>";
    }
    if (found.group("text") != null) {
      String address = escape(found.group("address"));
      String text = escape(found.group("text"));
      return "<a rel=\"noreferrer\" href=\"" + address + "\">" + text + "</a>";
    }
    return found.group("strong") != null
        ? "<strong>" + escape(found.group("strong")) + "</strong>"
        : "<em>" + escape(found.group("slanted")) + "</em>";
  }

  static String escape(String text) {
    return Visible.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

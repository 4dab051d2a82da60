package passerelle.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.text.Resources;

class PiecesTest {
  private static final String TEXT =
      """
      # A comment.
      tags: any
      shared:
        - &page |
          <p>
        - &files
          /index.html: *page
        - &unused [1]
      images:
        - names: [one, "two:3"]
          files: *files
        - names: [three]
          text: "*unused2, 2 * unused"
      offered:
        - names: [four]
      """;

  @Test
  void anItemStandsWithWhatItMentionsAndNothingElse() {
    Pieces pieces = new Pieces(TEXT);
    List<Pieces.Item> items = pieces.items();
    assertEquals(
        TEXT.replace("  - &unused [1]\n", "").replaceAll("(?s)  - names: \\[three.*", ""),
        pieces.with(items.get(0)));
    assertEquals(
        "# A comment.\ntags: any\nimages:\n"
            + "  - names: [three]\n    text: \"*unused2, 2 * unused\"\n",
        pieces.with(items.get(1)));
    assertEquals("offered", items.get(2).list());
  }

  @Test
  void namesAreReadWithoutTheRest() {
    assertEquals(List.of("one", "two:3"), new Pieces(TEXT).items().get(0).words("names"));
    assertEquals(List.of(), new Pieces(TEXT).items().get(0).words("images"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"course", "stand-in"})
  void eachImageOfOursIsTheSameReadAlone(String name) throws Exception {
    String text = Resources.text(ImageCatalogue.class, name + ".yaml");
    List<ImageEntry> whole = new CatalogueReader(name).read(text);
    List<CatalogueEntry> pieces = CatalogueReader.builtIn(name);
    assertEquals(
        whole.stream().map(ImageEntry::image).toList(),
        pieces.stream().map(CatalogueEntry::image).toList());
    assertEquals(
        whole.stream().map(ImageEntry::references).toList(),
        pieces.stream().map(CatalogueEntry::references).toList());
    assertEquals(
        whole.stream().map(ImageEntry::isListed).toList(),
        pieces.stream().map(CatalogueEntry::isListed).toList());
  }
}

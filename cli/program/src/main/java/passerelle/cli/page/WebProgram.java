package passerelle.cli.page;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.scenarios.slides.LiveDeck;
import passerelle.text.CNumber;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;

/**
 * {@code passerelle web}: writes the page, or the element for pages of others.
 *
 * @param home the directory of Passerelle, with the compiled engine
 * @param files where the page is written
 */
public record WebProgram(
    Path home, MachineFiles files, Messages messages, ReportPrinter out, ReportPrinter err) {
  private static final int REFUSED = 2;

  /**
   * Writes the page; the exit status: 2 where that cannot be done.
   *
   * @param force whether a file that is there is replaced
   */
  public int page(String file, boolean force) {
    return write(file, force, "web.written", PageFile::html);
  }

  /** Likewise the script that defines {@code <passerelle-lab>}. */
  public int element(String file, boolean force) {
    return write(file, force, "web.element.written", PageFile::element);
  }

  /**
   * Likewise slides whose blocks run where they stand.
   *
   * @param deck its file; images beside it, or below the directory one is in, are put in the page
   */
  public int deck(Path deck, LiveDeck live, String file, boolean force) {
    DeckImages images = new DeckImages(deck);
    return write(file, force, "live.written", page -> page.deck(live, messages, images::address));
  }

  /** What is written. */
  private interface Part {
    String of(PageFile page) throws FileRefusal;
  }

  private int write(String file, boolean force, String told, Part part) {
    try {
      byte[] content = part.of(new PageFile(home)).getBytes(StandardCharsets.UTF_8);
      files.create(file, force).write(content);
      out.say(messages.get(told, file, CNumber.fixed(content.length / 1e6, 1)));
      return 0;
    } catch (FileRefusal refused) {
      err.say("web: " + refused.describe(messages.language()));
      return REFUSED;
    }
  }
}

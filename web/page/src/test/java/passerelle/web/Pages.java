package passerelle.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import passerelle.cli.page.PageFile;
import passerelle.files.FileRefusal;

/** The page under test, as {@code passerelle web} writes it. */
final class Pages {
  static final Path HOME = Path.of(System.getProperty("passerelle.home", "../.."));

  /** JVMs that run at the same time have each their own. */
  private static final String FILE =
      "passerelle-" + System.getProperty("passerelle.jvm", "1") + ".html";

  private static Path page;
  private static String element;

  private Pages() {}

  static synchronized Path written() throws IOException, FileRefusal {
    if (page == null) {
      page = Path.of("target", FILE).toAbsolutePath();
      Files.createDirectories(page.getParent());
      Files.writeString(page, new PageFile(HOME).html());
    }
    return page;
  }

  /** The script of the element. */
  static synchronized String element() throws FileRefusal {
    if (element == null) {
      element = new PageFile(HOME).element();
    }
    return element;
  }
}

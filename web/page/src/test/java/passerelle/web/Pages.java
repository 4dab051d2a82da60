package passerelle.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import passerelle.cli.page.PageFile;
import passerelle.files.FileRefusal;

/** The page under test, as {@code passerelle web} writes it. */
final class Pages {
  static final Path HOME = Path.of(System.getProperty("passerelle.home", "../.."));

  private Pages() {}

  static synchronized Path written() throws IOException, FileRefusal {
    Path page = Path.of("target", "passerelle.html").toAbsolutePath();
    Files.createDirectories(page.getParent());
    Files.writeString(page, new PageFile(HOME).html());
    return page;
  }
}

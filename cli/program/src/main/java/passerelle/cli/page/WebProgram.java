package passerelle.cli.page;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.text.CNumber;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;

/** {@code passerelle web --file FILE}: writes the page. */
public final class WebProgram {
  private static final int REFUSED = 2;

  private final Path home;
  private final MachineFiles files;
  private final Messages messages;
  private final ReportPrinter out;
  private final ReportPrinter err;

  /**
   * The command.
   *
   * @param home the directory of Passerelle, with the compiled engine
   * @param files where the page is written
   */
  public WebProgram(
      Path home, MachineFiles files, Messages messages, ReportPrinter out, ReportPrinter err) {
    this.home = home;
    this.files = files;
    this.messages = messages;
    this.out = out;
    this.err = err;
  }

  /**
   * Writes the page; the exit status: 2 where that cannot be done.
   *
   * @param force whether a file that is there is replaced
   */
  public int run(String file, boolean force) {
    try {
      byte[] html = new PageFile(home).html().getBytes(StandardCharsets.UTF_8);
      files.create(file, force).write(html);
      out.say(messages.get("web.written", file, CNumber.fixed(html.length / 1e6, 1)));
      return 0;
    } catch (FileRefusal refused) {
      err.say("web: " + refused.describe(messages.language()));
      return REFUSED;
    }
  }
}

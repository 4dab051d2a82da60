package passerelle.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import passerelle.files.FileRefusal;

/** {@code save FILE [--force]}: writes the lab as a transcript that rebuilds it. */
final class SaveCommand implements LabCommand {
  private static final Set<String> FORCE = Set.of("-f", "--force");

  @Override
  public int run(List<String> given, Workbench bench, Printer out) throws CommandException {
    List<String> words = new ArrayList<>(given);
    boolean replace = words.removeIf(FORCE::contains);
    if (words.size() != 1) {
      throw bench.error("save.usage");
    }
    if (bench.lab().history().isEmpty() && bench.lab().recipe().preparation().isEmpty()) {
      throw bench.error("save.nothing");
    }
    String name = words.get(0);
    try {
      SavedLab.Subject subject =
          SavedLab.Subject.of(bench.lab(), bench.language(), bench.recording());
      SavedLab saved = bench.aside(() -> new SavedLab(subject, new TreeMap<>(), bench.opener()));
      byte[] text = saved.text(bench.text("save.about")).getBytes(StandardCharsets.UTF_8);
      if (text.length > LoadCommand.MOST_OCTETS) {
        throw bench.error("save.large", LoadCommand.MOST_OCTETS >> 20);
      }
      bench.files().create(name, replace).write(text);
      out.line(bench.text("save.done", name, saved.commands()));
      if (!bench.lab().isSimulated()) {
        out.line(bench.text("save.real"));
      } else if (!saved.isAlike()) {
        out.line(bench.text("save.unlike"));
      }
      return 0;
    } catch (FileRefusal refused) {
      throw bench.error(refused);
    }
  }
}
